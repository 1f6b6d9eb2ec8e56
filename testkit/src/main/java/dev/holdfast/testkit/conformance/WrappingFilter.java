package dev.holdfast.testkit.conformance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.PrintWriter;

/** A filter that wraps as well: it adds a parameter, holds what is written, and sends it in capital letters. */
final class WrappingFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Shouting shouting = new Shouting(response);
        response.setHeader("X-Wrapped", "before");
        chain.doFilter(new Added(request), shouting);
        response.addHeader("X-Wrapped", "after");
        if (!request.isAsyncStarted()) {
            shouting.say();
        }
    }

    private static final class Added extends HttpServletRequestWrapper {
        Added(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase("X-Added") ? "added" : super.getHeader(name);
        }
    }

    private static final class Shouting extends HttpServletResponseWrapper {
        private final CharArrayWriter held = new CharArrayWriter();
        private final PrintWriter writer = new PrintWriter(held);

        Shouting(HttpServletResponse response) {
            super(response);
        }

        @Override
        public PrintWriter getWriter() {
            return writer;
        }

        void say() throws IOException {
            writer.flush();
            if (held.size() > 0) {
                getResponse().getWriter().write(held.toString().toUpperCase(java.util.Locale.ROOT));
            }
        }
    }
}
