package dev.holdfast.examples.expenses.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A resource that supports some methods and answers a {@link Refusal} as {@code {"error":"..."}}. */
abstract class ApiServlet extends HttpServlet {
    private final List<String> methods;

    ApiServlet(String... methods) {
        this.methods = List.of(methods);
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            requireSupported(request.getMethod(), response);
            super.service(request, response);
        } catch (Refusal refusal) {
            Json.send(response, refusal.status(), refusal.body());
        }
    }

    private void requireSupported(String method, HttpServletResponse response) {
        if (!methods.contains(method)) {
            allow(response);
            throw Refusal.methodNotAllowed();
        }
    }

    @Override
    protected final void doOptions(HttpServletRequest request, HttpServletResponse response) {
        allow(response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void allow(HttpServletResponse response) {
        response.setHeader("Allow", String.join(", ", methods));
    }

    static String caller(HttpServletRequest request) {
        return request.getUserPrincipal().getName();
    }
}
