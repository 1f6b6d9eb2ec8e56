package dev.holdfast.examples.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: any time up to a bound that doubles ("full jitter"), so that the clients that
 * one outage stopped do not come back at one instant. What the server asks for is waited on top. Thread-safe if its
 * generator is.
 */
final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;

    Backoff(Duration base, Duration cap, RandomGenerator random) {
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    /**
     * The wait after an attempt.
     *
     * @param attempts how many there were, from 1
     * @param retryAfter what the server asked for; zero for nothing
     */
    Duration after(int attempts, Duration retryAfter) {
        int doublings = retryAfter.isZero() ? Math.min(attempts - 1, MOST_DOUBLINGS) : 0;
        long bound = Math.min(cap.toMillis(), base.toMillis() << doublings);
        return retryAfter.plusMillis(random.nextLong(Math.max(bound, base.toMillis()) + 1));
    }
}
