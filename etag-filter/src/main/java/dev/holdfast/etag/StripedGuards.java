package dev.holdfast.etag;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A fixed number of locks, one of which a resource's name chooses. A request takes no more than one, so that no two can
 * wait for each other. Thread-safe.
 */
final class StripedGuards implements WriteGuards {
    private static final int STRIPES = 1 << 12;

    /** Not locks: whoever ends an asynchronous request is seldom the thread that began it. Fair: first come, first served. */
    private final Semaphore[] stripes = new Semaphore[STRIPES];

    StripedGuards() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Semaphore(1, true);
        }
    }

    @Override
    public Guard enter(String resource, Duration limit) throws GuardTimeoutException {
        Semaphore stripe = stripes[spread(resource.hashCode()) & (STRIPES - 1)];
        try {
            if (!stripe.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new GuardTimeoutException("Others have been writing for " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuardTimeoutException("The thread was interrupted", e);
        }
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                stripe.release();
            }
        };
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }

    @Override
    public String reach() {
        return "one process";
    }
}
