package dev.holdfast.etag;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the versions of resources are known. It is asked before the application is, so that a change in between yields a tag
 * that is too old, which is harmless, and never one that is too new.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface ResourceVersions {

    /**
     * The version that there is now, for whoever asks; empty if there is no such resource for them. Of a resource that the
     * caller may not see it says nothing: its tag would tell that it is there.
     *
     * @throws IOException if that cannot be found out; so does anything unchecked. A write is refused then, and a read
     *     goes without a tag
     * @throws ServletException the same, from the application
     */
    Optional<ResourceVersion> current(ResourceRequest resource) throws IOException, ServletException;

    /**
     * The same, for a write whose guard is held: nobody else is writing the resource through the filter.
     *
     * @throws IOException as {@link #current}
     * @throws ServletException as {@link #current}
     */
    default Optional<ResourceVersion> currentUnderGuard(ResourceRequest resource) throws IOException, ServletException {
        return current(resource);
    }

    /**
     * Whether it reads and notes versions within the transaction of the request, should the request run in one. If it does
     * not, a change is noted when that transaction is over, and the response to a write goes without a tag.
     */
    default boolean joinsTransaction() {
        return false;
    }

    /** The application is about to change the resource; its guard is held until {@link #changed} has returned. */
    default void changing(ResourceRequest resource) throws IOException {
        // a source that looks where the application writes has nothing to do
    }

    /**
     * It is done.
     *
     * @param status what it answered; 0 if it threw, or nobody knows how it ended
     */
    default void changed(ResourceRequest resource, int status) throws IOException {
        // a source that looks where the application writes has nothing to do
    }
}
