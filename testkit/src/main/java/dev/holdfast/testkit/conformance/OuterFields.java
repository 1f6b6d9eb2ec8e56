package dev.holdfast.testkit.conformance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter before all others that sets fields of its own, which a handler may take back. */
final class OuterFields extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Outer", "1");
        response.addHeader("X-Outer", "b");
        response.setContentType("text/plain;charset=UTF-8");
        response.setStatus(202);
        chain.doFilter(request, response);
    }
}
