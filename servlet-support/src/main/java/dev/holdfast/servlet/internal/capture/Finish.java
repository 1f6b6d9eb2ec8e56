package dev.holdfast.servlet.internal.capture;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** That something ends once, and that whoever comes second can wait until it has. Thread-safe. */
public final class Finish {
    /** A store that takes longer has time limits of its own to answer for. */
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final AtomicReference<@Nullable Thread> by = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** It has not begun. */
    public Finish() {}

    /** Whether the caller is the one who ends it; it then has to say when it is {@link #over}. */
    public boolean begin() {
        return by.compareAndSet(null, Thread.currentThread());
    }

    /** Whether somebody is the one who ends it. */
    public boolean begun() {
        return by.get() != null;
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** It has ended. */
    public void over() {
        over.countDown();
    }

    /** Waits for another thread that is ending it; whether there was one. */
    public boolean awaited() {
        Thread ending = by.get();
        if (ending == null || ending.equals(Thread.currentThread()) || isOver()) {
            return false;
        }
        try {
            return over.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
