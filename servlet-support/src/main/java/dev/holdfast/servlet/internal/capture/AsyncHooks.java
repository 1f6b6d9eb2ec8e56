package dev.holdfast.servlet.internal.capture;

/** Told how far an asynchronous request is. */
public interface AsyncHooks {

    /** The handler said it is done: the last moment at which the response can be held back. */
    void completing();

    /** The time limit passed, or an error came, and the handler may still answer. */
    void troubled();

    /** The container is done with the request, whichever way it ended. */
    void closed();
}
