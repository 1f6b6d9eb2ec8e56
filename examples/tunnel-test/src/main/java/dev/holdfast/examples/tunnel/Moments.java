package dev.holdfast.examples.tunnel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Moments of one kind that come again and again, and can be waited for. Thread-safe. */
final class Moments {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition next = lock.newCondition();

    void now() {
        lock.lock();
        try {
            next.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next one, or until it has waited so long. */
    void await(Duration bound) throws InterruptedException {
        lock.lock();
        try {
            var unused = next.await(bound.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            lock.unlock();
        }
    }
}
