package dev.holdfast.idempotency;

import dev.holdfast.servlet.Mode;

/**
 * What is told of everything the filter does: for metrics, logs and audits. Of each request it is told at most one of
 * started, replayed, refused or unprotected as the decision. A request that {@linkplain #started started} has exactly one
 * ending: completed, released, spent, overtaken or abandoned, or, some time after {@linkplain #notSaved not saved},
 * savedLate, overtaken or lost. What its own client is told if its outcome could not be recorded is not a refusal.
 *
 * <p>Thread-safe. Called on the request's thread, on the one that ended it, or on a thread of the filter's own, with no
 * lock held; it must not block. What it throws is logged and changes nothing.
 */
public interface IdempotencyListener {
    /** A listener that does nothing. */
    IdempotencyListener NONE = new IdempotencyListener() {};

    /** The key was free and the request runs. */
    default void started(IdempotencyEvent event) {}

    /** An attempt whose worker had fallen silent is taken over: the request runs, perhaps again. */
    default void tookOver(IdempotencyEvent event) {}

    /** The response is recorded, and goes out. */
    default void completed(IdempotencyEvent event, int status) {}

    /** The response is not of a kind that is kept, or the handler threw: the key is free again. */
    default void released(IdempotencyEvent event) {}

    /** The operation is recorded as done, with a response that cannot be given again. */
    default void spent(IdempotencyEvent event) {}

    /** A retry got the first response. */
    default void replayed(IdempotencyEvent event) {}

    /** A duplicate waits for the first request to end. */
    default void waiting(IdempotencyEvent event) {}

    /** The request was refused. */
    default void refused(IdempotencyEvent event, IdempotencyProblem problem) {}

    /** The worker had been silent past its lease and another attempt took its place; what it did is not recorded. */
    default void overtaken(IdempotencyEvent event) {}

    /**
     * The handler's asynchronous work timed out or broke, or its key could never be freed: whether it took effect is
     * unknown, and its lease runs out.
     */
    default void abandoned(IdempotencyEvent event) {}

    /** The request runs without protection, because the store does not answer and the rule says so. */
    default void unprotected(IdempotencyEvent event) {}

    /** The store, or the codec, failed at something for this request. What becomes of the request is told besides. */
    default void storeFailed(IdempotencyEvent event, RuntimeException failure) {}

    /** An outcome could not be recorded and is kept in memory, to be tried again; the ending follows. */
    default void notSaved(IdempotencyEvent event) {}

    /** What could not be recorded at first is recorded now: the outcome, or a note that the operation is done. */
    default void savedLate(IdempotencyEvent event) {}

    /** An outcome could never be recorded, and was given up. */
    default void lost(IdempotencyEvent event) {}

    /** {@link Mode#OBSERVE}: the request would have been refused. */
    default void wouldRefuse(IdempotencyEvent event, IdempotencyProblem problem) {}

    /** {@link Mode#OBSERVE}: the request would have been answered with the first response. */
    default void wouldReplay(IdempotencyEvent event) {}
}
