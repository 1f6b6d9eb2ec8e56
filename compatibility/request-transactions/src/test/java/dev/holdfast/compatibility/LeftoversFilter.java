package dev.holdfast.compatibility;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks what a request leaves on its thread. */
final class LeftoversFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient List<String> leftovers = new CopyOnWriteArrayList<>();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            leftovers.addAll(ThreadLocals.ofLibrary());
        }
    }

    List<String> leftovers() {
        return leftovers;
    }
}
