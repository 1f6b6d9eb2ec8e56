package dev.holdfast.testkit.conformance;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What an application does with a request. */
@FunctionalInterface
public interface Handler {
    /** Does it. */
    void handle(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException, ServletException;
}
