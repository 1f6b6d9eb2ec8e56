package dev.holdfast.benchmarks.growth;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers nobody until it is told to. */
final class HeldServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient CountDownLatch started = new CountDownLatch(1);
    private final transient CountDownLatch released = new CountDownLatch(1);

    /** Waits until there is somebody to be answered. */
    void awaitStart() throws InterruptedException {
        started.await();
    }

    void release() {
        released.countDown();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        started.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        }
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.getOutputStream().write("{\"status\":\"accepted\"}".getBytes(StandardCharsets.US_ASCII));
    }
}
