package dev.holdfast.servlet.internal.fetch;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the application for a resource, in the name of whoever sent the request, by a forward within the container: the
 * request's principal, its fields apart from those of one message, and the filters for the dispatcher type FORWARD.
 */
public final class InternalGet {
    private InternalGet() {}

    /**
     * Asks.
     *
     * @param path the path within the application, percent-encoded, without a query
     * @param query the query, or nothing
     * @param limit how many bytes of content are taken at most
     * @return what was answered; empty if there is more of it, or if the handler would answer later
     */
    public static Optional<Fetched> of(
            HttpServletRequest request, HttpServletResponse response, String path, String query, int limit)
            throws IOException, ServletException {
        RequestDispatcher dispatcher = request.getRequestDispatcher(path);
        if (dispatcher == null) {
            return Optional.empty();
        }
        DetachedResponse detached = new DetachedResponse(response, limit);
        Map<String, Object> before = attributes(request);
        try {
            dispatch(dispatcher, new GetRequest(request, query), detached);
        } catch (LaterAnswerException e) {
            return Optional.empty();
        } catch (ServletException e) {
            if (e.getRootCause() instanceof LaterAnswerException) {
                return Optional.empty();
            }
            throw e;
        } finally {
            restore(request, before);
        }
        return detached.fetched();
    }

    private static Map<String, Object> attributes(HttpServletRequest request) {
        Map<String, Object> attributes = new HashMap<>();
        for (String name : Collections.list(request.getAttributeNames())) {
            attributes.put(name, request.getAttribute(name));
        }
        return attributes;
    }

    /** What its handler left there is not for the handler of the request itself. */
    private static void restore(HttpServletRequest request, Map<String, Object> before) {
        for (String name : Collections.list(request.getAttributeNames())) {
            if (!before.containsKey(name)) {
                request.removeAttribute(name);
            }
        }
        before.forEach((name, value) -> {
            if (request.getAttribute(name) != value) {
                request.setAttribute(name, value);
            }
        });
    }

    /** Undertow calls a request forwarded for good, once it was; there the same is asked for as if it were included. */
    private static void dispatch(RequestDispatcher dispatcher, GetRequest request, DetachedResponse response)
            throws IOException, ServletException {
        if (request.getServletContext().getServerInfo().startsWith("Undertow")) {
            dispatcher.include(request, response);
        } else {
            dispatcher.forward(request, response);
        }
    }

    /** The handler wants to answer later. */
    static final class LaterAnswerException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        LaterAnswerException() {
            super("A resource that is asked for internally cannot be answered asynchronously");
        }
    }
}
