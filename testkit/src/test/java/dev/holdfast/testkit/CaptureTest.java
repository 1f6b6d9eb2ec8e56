package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a handler does to its response: the client sees what it would have seen without the filter, and sees it again. */
final class CaptureTest {

    static Stream<Arguments> handlers() {
        return Stream.of(
                handler(
                        "stream",
                        (request, response) -> response.getOutputStream().print("hello")),
                handler("writer", (request, response) -> response.getWriter().print("h\u00e9llo")),
                handler("writer with charset", (request, response) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().print("h\u00e9llo \u20ac");
                }),
                handler("writer with charset of its own call", (request, response) -> {
                    response.setContentType("text/html");
                    response.setCharacterEncoding("UTF-16");
                    response.getWriter().print("h\u00e9llo");
                    response.getWriter().print(" \u20ac");
                }),
                handler("charset after the writer", (request, response) -> {
                    response.setContentType("text/plain");
                    response.getWriter().print("\u20ac");
                    response.setCharacterEncoding("UTF-8");
                }),
                handler("json through the writer", (request, response) -> {
                    response.setContentType("application/json");
                    response.getWriter().print("{\"a\":\"\u20ac\"}");
                }),
                handler("locale", (request, response) -> {
                    response.setLocale(Locale.GERMANY);
                    response.getWriter().print("gr\u00fcn");
                }),
                handler("nothing", (request, response) -> {}),
                handler("status only", (request, response) -> response.setStatus(204)),
                handler("flush early", (request, response) -> {
                    response.getOutputStream().print("one");
                    response.flushBuffer();
                    response.setHeader("X-Late", "ignored");
                    response.setStatus(400);
                    response.getOutputStream().print("two");
                }),
                handler("beyond the buffer", (request, response) -> {
                    for (int i = 0; i < 9000; i++) {
                        response.getWriter().print("0123456789");
                    }
                    response.setHeader("X-Committed", Boolean.toString(response.isCommitted()));
                }),
                handler("content length", (request, response) -> {
                    response.setContentLength(5);
                    response.getOutputStream().print("12345");
                }),
                handler("content length as a header", (request, response) -> {
                    response.setHeader("Content-Length", "5");
                    response.getOutputStream().print("12345");
                }),
                handler("reset", (request, response) -> {
                    response.setHeader("X-Gone", "1");
                    response.getWriter().print("gone");
                    response.reset();
                    response.setStatus(202);
                    response.getOutputStream().print("kept");
                }),
                handler("resetBuffer", (request, response) -> {
                    response.setHeader("X-Kept", "1");
                    response.getOutputStream().print("gone");
                    response.resetBuffer();
                    response.getOutputStream().print("kept");
                }),
                handler("reset after commit", (request, response) -> {
                    response.getOutputStream().print("one");
                    response.flushBuffer();
                    try {
                        response.reset();
                    } catch (IllegalStateException e) {
                        response.getOutputStream().print(" refused");
                    }
                }),
                handler("sendError", (request, response) -> response.sendError(404)),
                handler("sendError with message", (request, response) -> {
                    response.setHeader("X-Before", "1");
                    response.getWriter().print("gone");
                    response.sendError(409, "not <now>");
                    response.getWriter().print("ignored");
                }),
                handler("redirect", (request, response) -> response.sendRedirect("/elsewhere?a=1")),
                handler("relative redirect", (request, response) -> response.sendRedirect("next")),
                handler(
                        "forward",
                        (request, response) ->
                                request.getRequestDispatcher("/other/x").forward(request, response)),
                handler("include", (request, response) -> {
                    response.getWriter().print("[");
                    request.getRequestDispatcher("/other/x").include(request, response);
                    response.getWriter().print("]");
                }),
                handler("dates and numbers", (request, response) -> {
                    response.setDateHeader("Last-Modified", 1_700_000_000_000L);
                    response.addDateHeader("X-When", 0);
                    response.addDateHeader("X-When", 1000);
                    response.setIntHeader("X-Count", 1);
                    response.addIntHeader("X-Count", 2);
                }),
                handler("trailers", (request, response) -> {
                    response.setHeader("Trailer", "X-Sum");
                    response.setTrailerFields(() -> Map.of("X-Sum", "7"));
                    response.getOutputStream().print("body");
                    response.flushBuffer();
                }),
                handler("stream closed", (request, response) -> {
                    response.getOutputStream().print("all");
                    response.getOutputStream().close();
                    response.setHeader("X-Late", "ignored");
                }));
    }

    private static Arguments handler(String name, Served.Handler handler) {
        return Arguments.of(name, handler);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handlers")
    void aKeyedResponseIsTheBareOneAndItsReplayToo(String name, Served.Handler handler) throws Exception {
        try (Served served = Served.handler(handler).start()) {
            WireResponse bare = served.send(WireRequest.of("POST", "/bare/x"));
            int runs = served.runs.get();
            WireResponse first = served.send(post("/x"));
            WireResponse retry = served.send(post("/x"));

            assertThat(served.runs).hasValue(2 * runs);
            assertSame(first, bare);
            assertSame(retry, bare);
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(first.header("Idempotency-Replayed")).isEmpty();
        }
    }

    private static void assertSame(WireResponse actual, WireResponse bare) {
        String[] framing = {"Idempotency-Replayed", "Transfer-Encoding", "Content-Length"};
        assertThat(actual.status()).isEqualTo(bare.status());
        assertThat(actual.text().replace("/keyed", "/bare")).isEqualTo(bare.text());
        assertThat(actual.comparableHeaders(framing).stream()
                        .map(header -> header.toString().replace("/keyed", "/bare")))
                .containsExactlyInAnyOrderElementsOf(bare.comparableHeaders(framing).stream()
                        .map(Object::toString)
                        .toList());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                handler("unchecked", (request, response) -> {
                    throw new IllegalStateException("planned");
                }),
                handler("checked", (request, response) -> {
                    throw new ServletException("planned");
                }),
                handler("error", (request, response) -> {
                    throw new AssertionError("planned");
                }),
                handler("after output", (request, response) -> {
                    response.setHeader("X-Set", "1");
                    response.getWriter().print("some");
                    throw new IOException("planned");
                }),
                handler("sendError 500", (request, response) -> response.sendError(500, "planned")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aFailureIsTheBareOneAndFreesTheKey(String name, Served.Handler handler) throws Exception {
        try (Served served = Served.handler(handler).start()) {
            WireResponse bare = served.send(WireRequest.of("POST", "/bare/x"));
            WireResponse first = served.send(post("/x"));
            WireResponse second = served.send(post("/x"));

            assertThat(first.status()).isEqualTo(bare.status());
            assertThat(first.comparableHeaders("Content-Length"))
                    .containsExactlyInAnyOrderElementsOf(bare.comparableHeaders("Content-Length"));
            assertThat(second.status()).isEqualTo(bare.status());
            assertThat(served.runs).hasValue(3);
            assertThat(served.listener.events()).containsExactly("started", "released", "started", "released");
        }
    }

    @Test
    void whatOuterFiltersSetStaysFresh() throws Exception {
        AtomicInteger count = new AtomicInteger();
        HttpFilter outer = new HttpFilter() {
            private static final long serialVersionUID = 1;

            @Override
            protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                response.setHeader("X-Request-Id", "request-" + count.incrementAndGet());
                response.addHeader("Vary", "Origin");
                response.setHeader("X-Both", "outer");
                chain.doFilter(request, response);
            }
        };
        try (Served served = Served.handler((request, response) -> {
                    response.addHeader("Vary", "Accept");
                    response.setHeader("X-Both", "handler");
                })
                .outer(outer)
                .start()) {
            served.send(post("/x"));
            WireResponse retry = served.send(post("/x"));

            assertThat(retry.headers("X-Request-Id")).containsExactly("request-2");
            assertThat(retry.headers("Vary")).containsExactly("Origin", "Accept");
            assertThat(retry.headers("X-Both")).containsExactly("handler");
        }
    }

    @Test
    void anEventStreamIsNotHeldBack() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (Served served = Served.handler((request, response) -> {
                    response.setContentType("text/event-stream");
                    response.getOutputStream().print("data: one\n\n");
                    response.flushBuffer();
                    await(firstSeen);
                    response.getOutputStream().print("data: two\n\n");
                })
                .start()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write(
                                ("POST /keyed/x HTTP/1.1\r\nHost: a\r\nX-User: alice\r\nIdempotency-Key: key-of-alice\r\n"
                                                + "Connection: close\r\nContent-Length: 0\r\n\r\n")
                                        .getBytes(StandardCharsets.UTF_8));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                while (!"data: one".equals(lines.readLine())) {
                    // the head, and the chunk's size
                }
                firstSeen.countDown();
                assertThat(lines.lines()).contains("data: two");
            }
            assertThat(served.send(post("/x")).text()).contains("response-not-replayable");
            assertThat(served.runs).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cookiesAreReplayedOnlyWhereChosen() throws Exception {
        Served.Handler handler = (request, response) -> response.addCookie(new Cookie("a", "b"));
        try (Served served = Served.handler(handler)
                .also(filter -> filter.replaySetCookie(true))
                .start()) {
            served.send(post("/x"));

            assertThat(served.send(post("/x")).headers("Set-Cookie")).containsExactly("a=b");
        }
    }

    @Test
    void anUnmatchedRequestKeepsItsVeryObjects() throws Exception {
        Served.Handler handler = (request, response) -> response.getWriter()
                .print(request.getClass().getName() + " " + response.getClass().getName());
        try (Served served = Served.handler(handler).start()) {
            assertThat(served.send(WireRequest.of("POST", "/bare/x")).text()).doesNotContain("holdfast");
            assertThat(served.send(post("/x")).text()).contains("holdfast");
        }
    }

    @Test
    void anOptedOutRequestKeepsItsVeryObjects() throws Exception {
        Filter remember = (request, response, chain) -> {
            request.setAttribute("the request", request);
            request.setAttribute("the response", response);
            chain.doFilter(request, response);
        };
        Served.Handler handler = (request, response) -> response.getWriter()
                .print(request.getAttribute("the request") == request
                        && request.getAttribute("the response") == response);
        try (Served served = Served.handler(handler)
                .outer(remember)
                .filter(builder -> builder.rule(
                                rule -> rule.path("/keyed/off/**").off())
                        .rule(rule -> rule.path("/keyed/**").required()))
                .start()) {
            // nobody in particular, because the filter that reads who it is wraps
            assertThat(served.send(WireRequest.of("POST", "/keyed/off/x").key("k"))
                            .text())
                    .isEqualTo("true");
            assertThat(served.send(post("/x")).text()).isEqualTo("false");
        }
    }
}
