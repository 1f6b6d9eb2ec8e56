package dev.holdfast.servlet.internal.capture;

/**
 * When an asynchronous request counts as complete: a container that is told so while a dispatch is running waits for its
 * return, because the handler may go on writing until then (Servlet 6.0 §2.3.3.3). Thread-safe.
 */
final class Completion {
    private boolean dispatching;
    private boolean requested;

    synchronized void dispatchBegins() {
        dispatching = true;
        requested = false;
    }

    /** Whether completion was asked for meanwhile. */
    synchronized boolean dispatchEnds() {
        dispatching = false;
        return requested;
    }

    /** Asks for it; true if it has to wait for the dispatch. */
    synchronized boolean deferred() {
        requested = dispatching;
        return dispatching;
    }
}
