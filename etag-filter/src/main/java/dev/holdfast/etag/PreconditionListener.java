package dev.holdfast.etag;

/**
 * Is told what becomes of conditional requests. What it throws is logged and changes nothing.
 *
 * <p>Thread-safe, and quick: it is called while the client waits.
 */
public interface PreconditionListener {
    /** Hears nothing. */
    PreconditionListener NONE = new PreconditionListener() {};

    /** A read was answered with 304. */
    default void notModified(PreconditionEvent event) {}

    /** A write whose precondition holds, or that has none, goes to the application. */
    default void passed(PreconditionEvent event) {}

    /** A request was refused. */
    default void refused(PreconditionEvent event, PreconditionProblem problem) {}

    /** A request would have been refused, had its rule not only observed. */
    default void wouldRefuse(PreconditionEvent event, PreconditionProblem problem) {}

    /** The source of versions failed; a read went without a tag, and a write was refused. */
    default void sourceFailed(PreconditionEvent event, Exception failure) {}
}
