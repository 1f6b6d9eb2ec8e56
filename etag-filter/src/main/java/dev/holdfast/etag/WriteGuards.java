package dev.holdfast.etag;

import java.time.Duration;

/**
 * What keeps two writers of one resource apart, from the check of a precondition until the write is over.
 *
 * <p>Thread-safe.
 */
public interface WriteGuards {

    /**
     * Waits for a resource's guard and takes it.
     *
     * @param resource its name: the same for every request that is guarded by it, on every node
     * @param limit how long to wait at most
     * @return to be closed by whoever ends the request, on whichever thread
     * @throws GuardTimeoutException if it was not to be had in that time, or not at all
     */
    Guard enter(String resource, Duration limit) throws GuardTimeoutException;

    /** Over how much it reaches, in a few words for the start of the log, such as {@code one process}. */
    String reach();

    /** Locks within this process: for an application on one node. */
    static WriteGuards inProcess() {
        return new StripedGuards();
    }

    /** A guard that is held. */
    @FunctionalInterface
    interface Guard extends AutoCloseable {
        /** Lets the next writer in. Does nothing the second time. */
        @Override
        void close();
    }
}
