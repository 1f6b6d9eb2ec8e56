package dev.holdfast.testkit.conformance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Whether a servlet is given what a filter before it gave away. */
final class SameObjects {
    private static final String REQUEST = SameObjects.class.getName() + ".request";
    private static final String RESPONSE = SameObjects.class.getName() + ".response";

    private SameObjects() {}

    static void see(HttpServletRequest request, HttpServletResponse response, Trace trace) {
        trace.see("the same request", request.getAttribute(REQUEST) == request);
        trace.see("the same response", request.getAttribute(RESPONSE) == response);
    }

    /** Keeps both for later. */
    static final class Remember extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            request.setAttribute(REQUEST, request);
            request.setAttribute(RESPONSE, response);
            chain.doFilter(request, response);
        }
    }
}
