package dev.holdfast.examples.sync;

import dev.holdfast.examples.sync.outbox.Housekeeping;
import java.time.Clock;
import java.time.Duration;

/** Keeps the outbox small while it is in use, once a minute at most. Thread-safe. */
final class Upkeep {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Housekeeping housekeeping;
    private final Duration keepDelivered;
    private final Clock clock;
    private volatile long last;

    Upkeep(Housekeeping housekeeping, Duration keepDelivered, Clock clock) {
        this.housekeeping = housekeeping;
        this.keepDelivered = keepDelivered;
        this.clock = clock;
    }

    void ifDue() {
        if (Math.abs(clock.millis() - last) >= INTERVAL.toMillis()) {
            last = clock.millis();
            expire();
            housekeeping.boundLog();
        }
    }

    /** Forgets what was done with long enough ago; returns how many operations. */
    int expire() {
        return housekeeping.expire(clock.millis() - keepDelivered.toMillis());
    }
}
