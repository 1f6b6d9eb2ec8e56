package dev.holdfast.benchmarks.inprocess;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Filters before handlers that do as little as a handler can. */
final class Chains {
    /** A piece of which JSON libraries hand out a body. */
    private static final int PIECE = 8000;

    private Chains() {}

    /** Those filters, in their order, and then the handler. */
    static FilterChain of(FilterChain handler, List<Filter> filters) {
        FilterChain chain = handler;
        for (int i = filters.size() - 1; i >= 0; i--) {
            Filter filter = filters.get(i);
            FilterChain next = chain;
            chain = (request, response) -> filter.doFilter(request, response, next);
        }
        return chain;
    }

    /** Answers with no content. */
    static FilterChain empty() {
        return (request, response) -> ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Answers a POST with what was posted; it has a buffer of its own for that, and serves one request at a time. */
    static FilterChain echo(int bytes) {
        byte[] buffer = new byte[bytes];
        return (request, response) -> {
            InputStream in = request.getInputStream();
            int length = in.readNBytes(buffer, 0, buffer.length);
            if (in.read() >= 0) {
                throw new IllegalStateException("More was posted than there is room for");
            }
            ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_CREATED);
            response.setContentType("application/json");
            response.setContentLength(length);
            response.getOutputStream().write(buffer, 0, length);
        };
    }

    /** Answers with this content, all at once and with its length. */
    static FilterChain document(byte[] content) {
        return (request, response) -> {
            response.setContentType("application/json");
            response.setContentLength(content.length);
            response.getOutputStream().write(content);
        };
    }

    /** Answers with this content in pieces, as it is made. */
    static FilterChain serialised(byte[] content) {
        return (request, response) -> {
            response.setContentType("application/json");
            OutputStream out = response.getOutputStream();
            for (int at = 0; at < content.length; at += PIECE) {
                out.write(content, at, Math.min(PIECE, content.length - at));
            }
        };
    }
}
