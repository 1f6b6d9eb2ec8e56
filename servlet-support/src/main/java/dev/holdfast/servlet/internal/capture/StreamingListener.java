package dev.holdfast.servlet.internal.capture;

/** Told that a response can no longer be held back. */
@FunctionalInterface
public interface StreamingListener {

    /** Called once, before the first byte goes out. It must not throw. */
    void streamingBegins();
}
