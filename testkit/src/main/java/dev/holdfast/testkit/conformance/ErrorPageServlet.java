package dev.holdfast.testkit.conformance;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An error page that shows all it is given. */
final class ErrorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter()
                .print(request.getPathInfo() + " " + request.getMethod() + " " + request.getDispatcherType() + " "
                        + request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) + " "
                        + request.getAttribute(RequestDispatcher.ERROR_MESSAGE) + " "
                        + request.getAttribute(RequestDispatcher.ERROR_EXCEPTION_TYPE) + " "
                        + request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) + " "
                        + request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME));
    }
}
