package dev.holdfast.idempotency;

import java.util.function.Supplier;

/**
 * The end of one attempt in the store, which is told to the listener exactly once, whatever fails. One request; whoever
 * calls sees to it that there is one end.
 */
interface AttemptEnd {

    /** What the client may be told now. */
    enum Verdict {
        /** The response. */
        SEND,
        /** That another attempt took this one's place. */
        OVERTAKEN,
        /** That it has to come back. */
        NOT_SAVED,
        /** That nothing took effect. */
        ROLLED_BACK,
        /** That nobody knows yet, and that it has to come back. */
        UNKNOWN
    }

    /** Whether the request has to end on the thread where it began. */
    boolean keepsToItsThread();

    /** Frees the key. */
    void release();

    /** Records an outcome, or what can be recorded of it. */
    Verdict record(int status, Supplier<byte[]> outcome);

    /**
     * Records that the operation is done, and that its response will not be had again.
     *
     * @return false if that cannot be said of it now, so that nothing of its response may go out
     */
    boolean spend(int status, Outcome.Reason reason);

    /** Nobody knows how it ends: it is left to lapse, but not while what was started may still be going on. */
    void abandon();

    /** What was started before it was abandoned is over. */
    void workIsOver();
}
