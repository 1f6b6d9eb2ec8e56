package dev.holdfast.examples.tunnel;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Moments of one kind that come again and again, and can be waited for. Thread-safe. */
final class Moments {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition next = lock.newCondition();
    /** How many there have been. Guarded by the lock. */
    private long count;

    void now() {
        lock.lock();
        try {
            count++;
            next.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next one, or until it has waited so long. */
    void await(Duration bound) throws InterruptedException {
        lock.lock();
        try {
            long before = count;
            long left = bound.toNanos();
            while (count == before && left > 0) {
                left = next.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
