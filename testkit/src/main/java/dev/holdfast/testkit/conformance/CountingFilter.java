package dev.holdfast.testkit.conformance;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what reaches an application: the witness of one that knows nothing of cases. It goes after the filter. Thread-safe. */
public final class CountingFilter extends HttpFilter implements Witness {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // nobody serialises a filter
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    /** Has counted nothing. */
    public CountingFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String trace = request.getHeader(TRACE);
        if (trace != null && request.getDispatcherType() == DispatcherType.REQUEST) {
            runs.merge(trace, 1, Integer::sum);
        }
        chain.doFilter(request, response);
    }

    @Override
    public int runs(String trace) {
        return runs.getOrDefault(trace, 0);
    }

    /** Nothing: what the handlers see stands in their responses. */
    @Override
    public List<String> seen(String trace) {
        return List.of();
    }
}
