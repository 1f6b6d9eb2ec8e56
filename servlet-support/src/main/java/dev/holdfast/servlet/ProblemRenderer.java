package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What turns a refusal into a response. An application that has an error format of its own brings one.
 *
 * <p>Thread-safe. The response is not committed yet, and no part of the application has seen the request.
 */
@FunctionalInterface
public interface ProblemRenderer {

    /** Writes the refusal: status, header fields and body. */
    void render(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException;

    /**
     * RFC 9457's {@code application/problem+json}, with {@code retryable} as an extension member, {@code Retry-After}
     * in whole seconds (rounded up) and a {@code Link} to the type's page.
     */
    static ProblemRenderer json() {
        return JsonProblemRenderer.INSTANCE;
    }
}
