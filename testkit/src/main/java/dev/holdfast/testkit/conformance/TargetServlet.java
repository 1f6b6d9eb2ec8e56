package dev.holdfast.testkit.conformance;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where others forward to, include from, and dispatch to. Its path info says what else it does. */
final class TargetServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean included = request.getDispatcherType() == DispatcherType.INCLUDE;
        Object path = included ? request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO) : request.getPathInfo();
        if ("/error".equals(path)) {
            response.sendError(404);
        } else if ("/again".equals(path)) {
            request.getRequestDispatcher("/target/last").forward(request, response);
        } else {
            answer(request, response, included);
            if ("/flush".equals(path) || request.getAttribute("flush") != null) {
                response.flushBuffer();
            }
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, boolean included)
            throws IOException {
        response.setHeader("X-Target", request.getDispatcherType().name());
        response.setStatus(202);
        if (!included) {
            response.setContentType("text/plain;charset=UTF-8");
        }
        response.getWriter().print("<target " + request.getDispatcherType() + " " + request.getParameter("a") + ">");
    }
}
