package dev.holdfast.testkit.conformance;

import static dev.holdfast.testkit.conformance.RequestBodyCases.HELD;
import static dev.holdfast.testkit.conformance.RequestBodyCases.SMALL;
import static dev.holdfast.testkit.conformance.RequestBodyCases.bytes;
import static dev.holdfast.testkit.conformance.RequestBodyCases.see;

import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** How applications read a body without blocking. */
final class RequestListenerCases {
    private static final String TOPIC = "Request listener";

    private RequestListenerCases() {}

    private static ConformanceCase body(String name, UnaryOperator<WireRequest> sent, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler).sent(sent);
    }

    static List<ConformanceCase> all() {
        return List.of(
                body("listener", request -> request.body(SMALL), RequestListenerCases::listen),
                body("listener, no body", request -> request, RequestListenerCases::listen),
                body("listener, chunked", request -> request.body(SMALL).chunked(3), RequestListenerCases::listen),
                body("listener, chunked and empty", request -> request.chunked(3), RequestListenerCases::listen),
                body(
                        "listener, one more than is held",
                        request -> request.body(bytes(HELD + 1)),
                        RequestListenerCases::listen),
                body("listener, large", request -> request.body(bytes(1_000_000)), RequestListenerCases::listen),
                body(
                        "listener, large and chunked",
                        request -> request.body(bytes(1_000_000)).chunked(10_000),
                        RequestListenerCases::listen),
                body(
                        "listener without asynchronous handling",
                        request -> request.body(SMALL),
                        (request, response, trace) -> trace.attempt(
                                "set",
                                () -> request.getInputStream()
                                        .setReadListener(
                                                new Listening(request.getInputStream(), bytes -> {}, failure -> {})))),
                body("listener twice", request -> request.body(SMALL), (request, response, trace) -> {
                    AsyncContext async = request.startAsync();
                    ServletInputStream stream = request.getInputStream();
                    stream.setReadListener(
                            new Listening(stream, bytes -> async.complete(), failure -> async.complete()));
                    trace.attempt(
                            "again",
                            () -> request.getInputStream()
                                    .setReadListener(
                                            new Listening(request.getInputStream(), bytes -> {}, failure -> {})));
                }),
                body("listener that is none", request -> request.body(SMALL), (request, response, trace) -> {
                    request.startAsync();
                    trace.attempt("set", () -> setNoListener(request.getInputStream()));
                    request.getAsyncContext().complete();
                }));
    }

    @SuppressWarnings("NullAway") // on purpose
    private static void setNoListener(ServletInputStream stream) {
        stream.setReadListener(null);
    }

    private static void listen(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException {
        AsyncContext async = request.startAsync();
        ServletInputStream stream = request.getInputStream();
        stream.setReadListener(new Listening(
                stream,
                bytes -> {
                    see(bytes, response, trace);
                    async.complete();
                },
                failure -> {
                    trace.see("failure", failure);
                    async.complete();
                }));
    }
}
