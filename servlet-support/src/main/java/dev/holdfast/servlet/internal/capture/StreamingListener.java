package dev.holdfast.servlet.internal.capture;

/** Told that a response can no longer be held back. */
@FunctionalInterface
public interface StreamingListener {

    /**
     * Called before the first byte goes out.
     *
     * @throws IllegalStateException if nothing may go out; the handler gets it, and it is called again should there be more
     */
    void streamingBegins();
}
