package dev.holdfast.jdbc.crash;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stays at each step for a while, so that what strikes at random strikes at any of them, however short it is. Thread-safe. */
final class Linger implements Steps {
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(60);

    @Override
    public void reached(Step step) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST));
    }
}
