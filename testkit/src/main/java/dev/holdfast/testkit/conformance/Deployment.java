package dev.holdfast.testkit.conformance;

import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An application to deploy.
 *
 * @param setUp registers filters and servlets; to be called while the context starts
 * @param errorPages status codes and the paths of their error pages
 * @param exceptionPages exception types and the paths of their error pages
 * @param compressed whether the container itself compresses responses of type {@code text/plain} of 256 bytes and more,
 *     for POST too
 */
public record Deployment(
        Consumer<ServletContext> setUp,
        Map<Integer, String> errorPages,
        Map<Class<? extends Throwable>, String> exceptionPages,
        boolean compressed) {

    /** Copies the maps. */
    public Deployment {
        errorPages = Map.copyOf(errorPages);
        exceptionPages = Map.copyOf(exceptionPages);
    }
}
