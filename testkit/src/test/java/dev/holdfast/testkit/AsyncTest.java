package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asynchronous handlers, in every way they can end. */
final class AsyncTest {

    static Stream<Arguments> handlers() {
        return Stream.of(
                handler("complete on a thread of the application", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    new Thread(() -> {
                                print(async.getResponse(), "done");
                                async.complete();
                            })
                            .start();
                }),
                handler("complete with the arguments", (request, response) -> {
                    AsyncContext async = request.startAsync(request, response);
                    async.start(() -> {
                        print(response, "done");
                        async.complete();
                    });
                }),
                handler("complete at once", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    response.setStatus(202);
                    async.complete();
                }),
                handler("dispatch to itself", (request, response) -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext async = request.startAsync();
                        async.start(async::dispatch);
                    } else {
                        response.getWriter().print("dispatched");
                    }
                }),
                handler("dispatch elsewhere", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> async.dispatch("/other/x"));
                }),
                handler("async after async", (request, response) -> {
                    Integer cycle = (Integer) request.getAttribute("cycle");
                    AsyncContext async = request.startAsync();
                    request.setAttribute("cycle", cycle == null ? 1 : cycle + 1);
                    if (cycle == null || cycle < 3) {
                        async.start(async::dispatch);
                    } else {
                        print(response, "cycles " + cycle);
                        async.complete();
                    }
                }),
                handler("the listener completes on a time-out", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.setTimeout(100);
                    async.addListener(new Completing("timed out"));
                }),
                handler("write listener", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    ServletOutputStream out = response.getOutputStream();
                    out.setWriteListener(new WriteListener() {
                        private int left = 5;

                        @Override
                        public void onWritePossible() throws IOException {
                            while (left > 0 && out.isReady()) {
                                out.print("piece " + left--);
                            }
                            if (left == 0) {
                                left--;
                                async.complete();
                            }
                        }

                        @Override
                        public void onError(Throwable failure) {
                            async.complete();
                        }
                    });
                }),
                handler("read listener", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    ServletInputStream in = request.getInputStream();
                    in.setReadListener(new Echo(async, in, response));
                }),
                handler("sendError", (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        try {
                            response.sendError(404, "nowhere");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        async.complete();
                    });
                }));
    }

    private static Arguments handler(String name, Served.Handler handler) {
        return Arguments.of(name, handler);
    }

    private static void print(ServletResponse response, String text) {
        try {
            response.getWriter().print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handlers")
    void anAsynchronousResponseIsTheBareOneAndItsReplayToo(String name, Served.Handler handler) throws Exception {
        try (Served served = Served.handler(handler).start()) {
            WireResponse bare = served.send(WireRequest.of("POST", "/bare/x").body("0123456789".repeat(20_000)));
            int runs = served.runs.get();
            WireResponse first = served.send(post("/x").body("0123456789".repeat(20_000)));
            WireResponse retry = served.send(post("/x").body("0123456789".repeat(20_000)));

            assertThat(served.runs).hasValue(2 * runs);
            assertThat(first.status()).isEqualTo(bare.status());
            assertThat(first.text().replace("/keyed", "/bare")).isEqualTo(bare.text());
            assertThat(retry.status()).isEqualTo(bare.status());
            assertThat(retry.text().replace("/keyed", "/bare")).isEqualTo(bare.text());
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    @Test
    void anUnhandledTimeOutLeavesTheOutcomeUnknown() throws Exception {
        Served.Handler handler = (request, response) -> request.startAsync().setTimeout(100);
        try (Served served = Served.handler(handler)
                .also(filter -> filter.lease(Duration.ofSeconds(1)))
                .start()) {
            WireResponse bare = served.send(WireRequest.of("POST", "/bare/x"));
            WireResponse first = served.send(post("/x"));

            assertThat(first.status()).isEqualTo(bare.status());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(served.send(post("/x")).text()).contains("outcome-unknown"));
            assertThat(served.runs).hasValue(2);
            assertThat(served.listener.events()).contains("abandoned");
        }
    }

    @Test
    void aClientThatHangsUpGetsItsResponseLater() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Served.Handler handler = (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            new Thread(() -> {
                        try {
                            gone.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        print(async.getResponse(), "done");
                        async.complete();
                    })
                    .start();
        };
        try (Served served = Served.handler(handler).start()) {
            try (WireConnection connection = new WireConnection(served.port())) {
                connection.send(("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                                + "Idempotency-Key: key-of-alice\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> served.runs.get() == 1);
            }
            gone.countDown();

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                WireResponse retry = served.send(post("/x"));
                assertThat(retry.text()).isEqualTo("done");
            });
            assertThat(served.runs).hasValue(1);
        }
    }

    private record Completing(String text) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            // nothing left to do
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            print(event.getAsyncContext().getResponse(), text);
            event.getAsyncContext().complete();
        }

        @Override
        public void onError(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // one cycle only
        }
    }

    private static final class Echo implements ReadListener {
        private final AsyncContext async;
        private final ServletInputStream in;
        private final HttpServletResponse response;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        Echo(AsyncContext async, ServletInputStream in, HttpServletResponse response) {
            this.async = async;
            this.in = in;
            this.response = response;
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[1000];
            while (in.isReady() && !in.isFinished()) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                read.write(buffer, 0, count);
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            response.getOutputStream().print(read.size() + " bytes");
            async.complete();
        }

        @Override
        public void onError(Throwable failure) {
            async.complete();
        }
    }
}
