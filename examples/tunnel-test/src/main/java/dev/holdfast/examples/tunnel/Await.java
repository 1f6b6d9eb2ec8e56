package dev.holdfast.examples.tunnel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does. */
final class Await {
    private Await() {}

    /** Looks again and again. False if the bound is reached before it is so. */
    static boolean until(Duration bound, Duration glance, BooleanSupplier condition) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(glance.toNanos());
        }
        return true;
    }
}
