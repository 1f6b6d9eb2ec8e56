package dev.holdfast.examples.tunnel;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What a user does all day: one step after another. One thread. */
final class Day {
    /** Somebody who is that far ahead of the network looks up and waits. */
    private static final int MOST_UNDELIVERED = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LONGEST_THOUGHT_MILLIS = 120;
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final User user;
    private final SplittableRandom chance;

    Day(User user, SplittableRandom chance) {
        this.user = user;
        this.chance = chance;
    }

    void live(BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            Choice choice = Choice.draw(chance, LONGEST_THOUGHT_MILLIS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(choice.thoughtMillis()));
            catchUp();
            user.take(choice);
        }
    }

    private void catchUp() {
        if (!Await.until(PATIENCE, GLANCE, () -> user.undelivered() <= MOST_UNDELIVERED)) {
            throw new IllegalStateException(user.device().name() + " delivers nothing for " + PATIENCE);
        }
    }
}
