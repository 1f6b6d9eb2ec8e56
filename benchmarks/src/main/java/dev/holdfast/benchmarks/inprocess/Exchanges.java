package dev.holdfast.benchmarks.inprocess;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** A request and a response that go through a chain, time and again. Not thread-safe. */
final class Exchanges {
    private final StubRequest request;
    private final StubResponse response;
    private final int expected;

    /**
     * Begins.
     *
     * @param longestBody room for the body of a response
     * @param expected the status that is right; any other is an error, so that no refusal is measured
     */
    Exchanges(StubRequest request, int longestBody, int expected) {
        this.request = request;
        this.response = new StubResponse(longestBody);
        this.expected = expected;
    }

    StubRequest request() {
        return request;
    }

    /** The response as the last request left it. */
    StubResponse response() {
        return response;
    }

    /** One request. */
    StubResponse run(FilterChain chain) throws IOException, ServletException {
        chain.doFilter(request.again(), response.again());
        if (response.getStatus() != expected) {
            throw new IllegalStateException("Answered by " + response.getStatus());
        }
        return response;
    }
}
