package dev.holdfast.testkit.conformance;

import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How applications read a body. */
final class RequestBodyCases {
    /** As much as the filter holds, unless told otherwise. */
    static final int HELD = 64 << 10;

    private static final String TOPIC = "Request body";
    static final byte[] SMALL = "h\u00e9llo\n\u20ac".getBytes(StandardCharsets.UTF_8);

    private RequestBodyCases() {}

    private static ConformanceCase body(String name, UnaryOperator<WireRequest> sent, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler).sent(sent);
    }

    static List<ConformanceCase> all() {
        return Stream.of(streams(), expectations(), views(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ConformanceCase> streams() {
        return List.of(
                body("stream", request -> request.body(SMALL), RequestBodyCases::stream),
                body("stream, no body", request -> request, RequestBodyCases::stream),
                body("stream, chunked", request -> request.body(SMALL).chunked(3), RequestBodyCases::stream),
                body("stream, chunked and empty", request -> request.chunked(3), RequestBodyCases::stream),
                body("stream, as much as is held", request -> request.body(bytes(HELD)), RequestBodyCases::stream),
                body("stream, one more", request -> request.body(bytes(HELD + 1)), RequestBodyCases::stream),
                body("stream, large", request -> request.body(bytes(300_000)), RequestBodyCases::stream),
                body(
                        "stream, large and chunked",
                        request -> request.body(bytes(300_000)).chunked(7_000),
                        RequestBodyCases::stream),
                body("stream, byte by byte", request -> request.body(bytes(HELD + 100)), (request, response, trace) -> {
                    ByteArrayOutputStream read = new ByteArrayOutputStream();
                    for (int b = request.getInputStream().read();
                            b >= 0;
                            b = request.getInputStream().read()) {
                        read.write(b);
                    }
                    see(read.toByteArray(), response, trace);
                }),
                body("stream, by lines", request -> request.body(SMALL), (request, response, trace) -> {
                    byte[] line = new byte[100];
                    int first = request.getInputStream().readLine(line, 0, 100);
                    int second = request.getInputStream().readLine(line, 0, 100);
                    response.getOutputStream().print(first + " " + second);
                }),
                body(
                        "stream, until it says that it is finished",
                        request -> request.body(SMALL),
                        (request, response, trace) -> {
                            int read = 0;
                            while (!request.getInputStream().isFinished()
                                    && request.getInputStream().read() >= 0) {
                                read++;
                            }
                            response.getOutputStream().print(read);
                        }),
                body("stream, closed and read again", request -> request.body(SMALL), (request, response, trace) -> {
                    request.getInputStream().readAllBytes();
                    request.getInputStream().close();
                    trace.attempt(
                            "again",
                            () -> trace.see("read", request.getInputStream().read()));
                }),
                body("stream, then reader", request -> request.body(SMALL), (request, response, trace) -> {
                    request.getInputStream();
                    trace.attempt("reader", request::getReader);
                }),
                body("reader, then stream", request -> request.body(SMALL), (request, response, trace) -> {
                    request.getReader();
                    trace.attempt("stream", request::getInputStream);
                }));
    }

    private static List<ConformanceCase> expectations() {
        return List.of(
                body("continue expected", request -> expecting(request.body(SMALL)), RequestBodyCases::stream),
                body(
                        "continue expected, chunked",
                        request -> expecting(request.body(SMALL).chunked(3)),
                        RequestBodyCases::stream),
                body(
                        "continue expected, large",
                        request -> expecting(request.body(bytes(300_000))),
                        RequestBodyCases::stream),
                body("continue expected without a body", RequestBodyCases::expecting, RequestBodyCases::stream));
    }

    private static WireRequest expecting(WireRequest request) {
        return request.header("Expect", "100-continue");
    }

    private static List<ConformanceCase> views() {
        return List.of(
                body("lengths and fields", typed("text/plain;charset=utf-8", SMALL), RequestBodyCases::look),
                body(
                        "lengths and fields, chunked",
                        request -> typed("text/plain", SMALL).apply(request).chunked(3),
                        RequestBodyCases::look),
                body("lengths and fields, large", typed("text/plain", bytes(300_000)), RequestBodyCases::look),
                body("lengths and fields without a body", request -> request, RequestBodyCases::look),
                body(
                        "trailer fields",
                        request -> request.body(SMALL).chunked(3).trailer("X-Sum", "abc"),
                        (request, response, trace) -> {
                            stream(request, response, trace);
                            trace.see("ready", request.isTrailerFieldsReady());
                            trace.see("trailers", request.getTrailerFields());
                        }),
                body(
                        "trailer fields, large",
                        request -> request.body(bytes(300_000)).chunked(7_000).trailer("X-Sum", "abc"),
                        (request, response, trace) -> {
                            stream(request, response, trace);
                            trace.see("ready", request.isTrailerFieldsReady());
                            trace.see("trailers", request.getTrailerFields());
                        }),
                body(
                        "trailer fields without any",
                        request -> request.body(SMALL).chunked(3),
                        (request, response, trace) -> {
                            stream(request, response, trace);
                            trace.see("ready", request.isTrailerFieldsReady());
                            trace.see("trailers", request.getTrailerFields());
                        }));
    }

    private static List<ConformanceCase> others() {
        return List.of(
                body("not read", request -> request.body(SMALL), RequestBodyCases::ignore),
                body("not read, chunked", request -> request.body(SMALL).chunked(3), RequestBodyCases::ignore),
                body(
                        "not read, one more than is held",
                        request -> request.body(bytes(HELD + 1)),
                        RequestBodyCases::ignore),
                body(
                        "read in part",
                        request -> request.body(bytes(HELD)),
                        (request, response, trace) ->
                                trace.see("read", request.getInputStream().readNBytes(10).length)),
                body(
                        "read in part, large",
                        request -> request.body(bytes(HELD + 1000)),
                        (request, response, trace) ->
                                trace.see("read", request.getInputStream().readNBytes(HELD + 10).length)),
                body("another body under the key", request -> request.body(SMALL), RequestBodyCases::stream)
                        .retried(request -> request.body("another"))
                        .retry(Retry.REUSED),
                body(
                                "another large body under the key",
                                request -> request.body(bytes(HELD + 9)),
                                RequestBodyCases::stream)
                        .retried(request -> request.body(bytes(HELD + 10)))
                        .retry(Retry.REUSED),
                body("the retry in chunks", request -> request.body(bytes(HELD + 9)), RequestBodyCases::stream)
                        .retried(request -> request.chunked(1000)),
                body("PUT", request -> request.method("PUT").body(SMALL), RequestBodyCases::stream),
                body("PATCH", request -> request.method("PATCH").body(SMALL), RequestBodyCases::stream),
                body("DELETE with a body", request -> request.method("DELETE").body(SMALL), RequestBodyCases::stream),
                body("GET with a body", request -> request.method("GET").body(SMALL), RequestBodyCases::stream)
                        .retry(Retry.PASSES),
                body("HEAD", request -> request.method("HEAD"), RequestBodyCases::stream)
                        .retry(Retry.PASSES));
    }

    static UnaryOperator<WireRequest> typed(String type, byte[] body) {
        return request -> request.header("Content-Type", type).body(body);
    }

    static UnaryOperator<WireRequest> typed(String type, String body) {
        return typed(type, body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    private static void ignore(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException {
        response.getOutputStream().print("ignored");
    }

    static void stream(HttpServletRequest request, HttpServletResponse response, Trace trace) throws IOException {
        see(request.getInputStream().readAllBytes(), response, trace);
    }

    static void see(byte[] body, HttpServletResponse response, Trace trace) throws IOException {
        trace.see("length", body.length);
        trace.see("hash", Arrays.hashCode(body));
        response.getOutputStream().print(body.length);
    }

    private static void look(HttpServletRequest request, HttpServletResponse response, Trace trace) throws IOException {
        for (int i = 0; i < 2; i++) {
            trace.see("length", request.getContentLength());
            trace.see("long length", request.getContentLengthLong());
            trace.see("type", request.getContentType());
            trace.see("encoding", request.getCharacterEncoding());
            trace.see("Content-Length", request.getHeader("Content-Length"));
            trace.see("Transfer-Encoding", request.getHeader("Transfer-Encoding"));
            trace.see("parameters", request.getParameterMap().size());
            stream(request, response, trace);
        }
    }
}
