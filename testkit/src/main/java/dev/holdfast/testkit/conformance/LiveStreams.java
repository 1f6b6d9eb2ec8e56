package dev.holdfast.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Responses that a client reads while they are written: the handler goes on when its client has what came before. */
final class LiveStreams {
    private static final String SLUG = "live-stream";
    private static final int PATIENCE_SECONDS = 20;

    private final CaseApplication application;
    private final int port;

    /** Works on an application behind the filter. */
    LiveStreams(CaseApplication application, int port) {
        this.application = application;
        this.port = port;
    }

    Stream<DynamicTest> all() {
        return Stream.of(
                DynamicTest.dynamicTest("events, flushed by the response", () -> events(false, true)),
                DynamicTest.dynamicTest("events, flushed by the writer", () -> events(false, false)),
                DynamicTest.dynamicTest("events of a thread of the application", () -> events(true, true)),
                DynamicTest.dynamicTest("a download beyond the limit", this::download));
    }

    private void events(boolean asynchronous, boolean byResponse) throws Exception {
        Semaphore arrived = new Semaphore(1);
        application.handle(SLUG, (request, response, trace) -> {
            response.setContentType("text/event-stream;charset=UTF-8");
            if (asynchronous) {
                AsyncContext context = request.startAsync();
                new Thread(() -> {
                            AsyncCases.io(() -> write(response, arrived, byResponse));
                            context.complete();
                        })
                        .start();
            } else {
                write(response, arrived, byResponse);
            }
        });
        try (WireConnection connection = new WireConnection(port)) {
            connection.send(request().bytes());
            for (int i = 0; i < 5; i++) {
                await(connection, "data: " + i);
                arrived.release();
            }
        }
    }

    private static void write(HttpServletResponse response, Semaphore arrived, boolean byResponse) throws IOException {
        for (int i = 0; i < 5; i++) {
            await(arrived);
            response.getWriter().print("data: " + i + "\n\n");
            if (byResponse) {
                response.flushBuffer();
            } else {
                response.getWriter().flush();
            }
        }
    }

    /** What was held comes as soon as the response is let go, and what follows as the container sends it. */
    private void download() throws Exception {
        Semaphore arrived = new Semaphore(0);
        application.handle(SLUG, (request, response, trace) -> {
            for (int i = 0; i < 40; i++) {
                response.getOutputStream().print("line " + i + " " + "x".repeat(60_000) + "\n");
            }
            response.getOutputStream().flush();
            await(arrived);
            response.getOutputStream().print("last\n");
        });
        try (WireConnection connection = new WireConnection(port)) {
            connection.send(request().bytes());
            await(connection, "line 39");
            arrived.release();
            await(connection, "last");
        }
    }

    private static WireRequest request() {
        return WireRequest.of("POST", "/case/" + SLUG)
                .header("X-User", "alice")
                .key(UUID.randomUUID().toString());
    }

    private static void await(WireConnection connection, String begin) throws IOException {
        String line = connection.line();
        while (!line.startsWith(begin)) {
            line = connection.line();
        }
    }

    private static void await(Semaphore semaphore) {
        try {
            assertThat(semaphore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
