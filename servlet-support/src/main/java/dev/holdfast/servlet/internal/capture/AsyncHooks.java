package dev.holdfast.servlet.internal.capture;

import java.util.Optional;

/** Told how far an asynchronous request is. */
public interface AsyncHooks {

    /** Why the request cannot be handled asynchronously, in a sentence; empty if it can. */
    default Optional<String> asyncObstacle() {
        return Optional.empty();
    }

    /** The handler said it is done: the last moment at which the response can be held back. */
    void completing();

    /** The time limit passed, or an error came, and the handler may still answer. */
    void troubled();

    /** The container is done with the request, whichever way it ended. */
    void closed();
}
