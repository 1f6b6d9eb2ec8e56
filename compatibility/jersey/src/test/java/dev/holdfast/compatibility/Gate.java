package dev.holdfast.compatibility;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What lets an application go on when a client has seen enough. Thread-safe. */
final class Gate {
    private static final int PATIENCE_SECONDS = 20;

    private final Semaphore passes = new Semaphore(0);

    void open() {
        passes.release();
    }

    /**
     * Waits until it is opened.
     *
     * @throws IllegalStateException if nobody does
     */
    void pass() {
        try {
            if (!passes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
