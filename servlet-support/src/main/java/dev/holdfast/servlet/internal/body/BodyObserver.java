package dev.holdfast.servlet.internal.body;

/** Sees the part of a body that was not read in advance, as the handler reads it. */
@FunctionalInterface
public interface BodyObserver {
    /** Sees the next bytes, which it must not change or keep. */
    void read(byte[] bytes, int offset, int length);

    /** Sees the body's end. */
    default void end() {}
}
