package dev.holdfast.examples.expenses.api;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** A request that the API answers with an error of the client's making.  */
final class Refusal extends RuntimeException {
    private final int status;
    private final String error;

    private Refusal(int status, String error) {
        super(error, null, false, false);
        this.status = status;
        this.error = error;
    }

    static Refusal badRequest(String error) {
        return new Refusal(HttpServletResponse.SC_BAD_REQUEST, error);
    }

    static Refusal notFound() {
        return new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not found");
    }

    static Refusal methodNotAllowed() {
        return new Refusal(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The body must have at most " + limit + " bytes");
    }

    static Refusal notJson() {
        return new Refusal(
                HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                "The body must be sent as Content-Type: application/json");
    }

    int status() {
        return status;
    }

    Map<String, String> body() {
        return Map.of("error", error);
    }
}
