package dev.holdfast.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.util.Arrays;
import java.util.Comparator;

/** One of this library's filters, which has its place among the others. */
public interface ProtectingFilter extends Filter {

    /** Its place. */
    Position position();

    /**
     * Registers the filter for every path, after those that are registered already.
     *
     * @throws IllegalStateException if it is registered already, or one that has its place after it
     */
    void install(ServletContext context);

    /**
     * Registers filters in the order of their places, whatever the order they are given in. Call it after what
     * authenticates.
     *
     * @throws IllegalStateException if one is registered already, or one that has its place after it
     */
    static void install(ServletContext context, ProtectingFilter... filters) {
        Arrays.stream(filters)
                .sorted(Comparator.comparing(ProtectingFilter::position))
                .forEach(filter -> filter.install(context));
    }

    /** The places, in their order. They come after authentication and before the application. */
    enum Position {
        /** First: the retry of a write that won carries a tag that is stale by now, and is replayed. */
        IDEMPOTENCY,
        /** Then: what runs for the first time has to know what it overwrites. */
        PRECONDITIONS
    }
}
