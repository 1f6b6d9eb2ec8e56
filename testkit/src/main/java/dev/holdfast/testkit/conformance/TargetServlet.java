package dev.holdfast.testkit.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where others forward to, include from, and dispatch to. */
final class TargetServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Target", request.getDispatcherType().name());
        response.setStatus(202);
        if (request.getDispatcherType() != jakarta.servlet.DispatcherType.INCLUDE) {
            response.setContentType("text/plain;charset=UTF-8");
        }
        response.getWriter().print("<target " + request.getDispatcherType() + " " + request.getParameter("a") + ">");
    }
}
