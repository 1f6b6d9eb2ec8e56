package dev.holdfast.etag;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a listener is told of a request. Immutable, apart from the request.
 *
 * @param method the HTTP method
 * @param route the path pattern of the rule, such as {@code /v1/expenses/{id}}: few values, fit for a metric's tag
 * @param request the request, for those who count by a field of it, such as the application's version in {@code User-Agent};
 *     not to be kept
 */
public record PreconditionEvent(String method, String route, HttpServletRequest request) {
    @Override
    public String toString() {
        return method + " " + route;
    }
}
