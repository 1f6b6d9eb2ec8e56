package dev.holdfast.servlet.internal.body;

import jakarta.servlet.http.Part;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Sees what the handler does with a body that was not read in advance as a whole. */
@FunctionalInterface
public interface BodyObserver {
    /** Sees the next bytes beyond those that were read in advance; it must not change or keep them. */
    void read(byte[] bytes, int offset, int length);

    /** The handler begins to read, with what was read in advance if there is any. */
    default void begun() {}

    /** The handler reads without blocking: from now on nobody else may read. */
    default void unblocked() {}

    /** Sees the body's end. */
    default void end() {}

    /**
     * The container has parsed the body for the handler.
     *
     * @param encoding what the request was said to be written in, by itself or by the handler
     */
    default void parsed(Collection<Part> parts, @Nullable String encoding) {}

    /** The container could not parse the body for the handler, and may have used some of it. */
    default void unparsed(Exception reason) {}
}
