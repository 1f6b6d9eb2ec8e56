package dev.holdfast.etag;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A request for a resource whose version is asked for. One request. */
public interface ResourceRequest {

    /** The request. Its body is the application's to read. */
    HttpServletRequest request();

    /** The path of the resource within the application, decoded; that of the request, or of what its rule guards. */
    String path();

    /** What stands in the path for the names of the rule's pattern, decoded. */
    Map<String, String> variables();

    /** The name of {@link HttpServletRequest#getUserPrincipal()}; empty if there is none. */
    Optional<String> caller();

    /**
     * What the application answers to a GET of the resource in the name of whoever sent the request, asked for within the
     * container (dispatcher type FORWARD, or INCLUDE on Undertow); empty if it cannot be had so, because it is larger than the limit of the
     * filter, or because the application answers asynchronously.
     *
     * @throws IOException what the application throws
     * @throws ServletException what the application throws
     */
    Optional<Representation> representation() throws IOException, ServletException;
}
