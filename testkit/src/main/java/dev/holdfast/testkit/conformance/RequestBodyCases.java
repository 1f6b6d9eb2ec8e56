package dev.holdfast.testkit.conformance;

import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How applications read a body. */
final class RequestBodyCases {
    /** As much as the filter holds, unless told otherwise. */
    static final int HELD = 64 << 10;

    private static final String TOPIC = "Request body";
    private static final byte[] SMALL = "h\u00e9llo\n\u20ac".getBytes(StandardCharsets.UTF_8);

    private RequestBodyCases() {}

    private static ConformanceCase body(String name, UnaryOperator<WireRequest> sent, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler).sent(sent);
    }

    static List<ConformanceCase> all() {
        return Stream.of(streams(), readers(), encodings(), listeners(), expectations(), views(), others())
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

    private static List<ConformanceCase> readers() {
        return List.of(
                reader("reader", "text/plain"),
                reader("reader, no type", null),
                reader("reader in UTF-8", "text/plain;charset=utf-8"),
                reader("reader in quoted UTF-8", "text/plain; charset=\"UTF-8\""),
                reader("reader in Latin-1", "text/plain;charset=iso-8859-1"),
                reader("reader in UTF-16", "text/plain;charset=utf-16le"),
                reader("reader of JSON", "application/json"),
                reader("reader of HTML", "text/html"),
                reader("reader of XML", "application/xml"),
                body("reader, charset unknown", typed("text/plain;charset=nope", SMALL), (request, response, trace) -> {
                    trace.see("encoding", request.getCharacterEncoding());
                    trace.attempt("reader", request::getReader);
                }),
                body(
                        "reader, large",
                        typed("text/plain;charset=utf-8", "\u20ac".repeat(50_000)),
                        RequestBodyCases::reader),
                body("reader, twice", typed("text/plain", SMALL), (request, response, trace) -> {
                    trace.see("first", request.getReader().readLine());
                    trace.see("second", request.getReader().readLine());
                }));
    }

    private static ConformanceCase reader(String name, @Nullable String type) {
        return body(name, type == null ? request -> request.body(SMALL) : typed(type, SMALL), RequestBodyCases::reader);
    }

    private static List<ConformanceCase> encodings() {
        return List.of(
                encoding("encoding set before the reader", "text/plain", "UTF-8"),
                encoding("encoding set over another", "text/plain;charset=ISO-8859-1", "UTF-8"),
                encoding("encoding set to that of the type", "text/plain;charset=UTF-8", "UTF-8"),
                body(
                        "encoding set, large",
                        typed("text/plain", "\u20ac".repeat(50_000)),
                        (request, response, trace) -> {
                            request.setCharacterEncoding("UTF-8");
                            reader(request, response, trace);
                        }),
                body("encoding set as a charset", typed("text/plain", SMALL), (request, response, trace) -> {
                    charsetSetter().ifPresent(setter -> invoke(setter, request));
                    reader(request, response, trace);
                }),
                body("encoding that is unknown", typed("text/plain", SMALL), (request, response, trace) -> {
                    trace.attempt("set", () -> request.setCharacterEncoding("nope"));
                    reader(request, response, trace);
                }),
                body("encoding set twice", typed("text/plain", SMALL), (request, response, trace) -> {
                    request.setCharacterEncoding("UTF-16");
                    request.setCharacterEncoding("UTF-8");
                    reader(request, response, trace);
                }),
                body("encoding set after the reader", typed("text/plain", SMALL), (request, response, trace) -> {
                    request.getReader();
                    request.setCharacterEncoding("UTF-8");
                    trace.see("encoding", request.getCharacterEncoding());
                    trace.see("line", request.getReader().readLine());
                }),
                body("encoding set after the stream", typed("text/plain", SMALL), (request, response, trace) -> {
                    request.getInputStream();
                    request.setCharacterEncoding("UTF-8");
                    trace.see("encoding", request.getCharacterEncoding());
                }));
    }

    private static ConformanceCase encoding(String name, String type, String charset) {
        return body(name, typed(type, SMALL), (request, response, trace) -> {
            request.setCharacterEncoding(charset);
            reader(request, response, trace);
        });
    }

    /** Servlet 6.1 has it, and this is compiled against 6.0. */
    private static Optional<Method> charsetSetter() {
        return Arrays.stream(ServletRequest.class.getMethods())
                .filter(method -> method.getName().equals("setCharacterEncoding")
                        && method.getParameterTypes()[0] == Charset.class)
                .findFirst();
    }

    private static void invoke(Method setter, HttpServletRequest request) {
        try {
            setter.invoke(request, StandardCharsets.UTF_8);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static List<ConformanceCase> listeners() {
        return List.of(
                body("listener", request -> request.body(SMALL), RequestBodyCases::listen),
                body("listener, no body", request -> request, RequestBodyCases::listen),
                body("listener, chunked", request -> request.body(SMALL).chunked(3), RequestBodyCases::listen),
                body("listener, chunked and empty", request -> request.chunked(3), RequestBodyCases::listen),
                body(
                        "listener, one more than is held",
                        request -> request.body(bytes(HELD + 1)),
                        RequestBodyCases::listen),
                body("listener, large", request -> request.body(bytes(1_000_000)), RequestBodyCases::listen),
                body(
                        "listener, large and chunked",
                        request -> request.body(bytes(1_000_000)).chunked(10_000),
                        RequestBodyCases::listen),
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

    static void reader(HttpServletRequest request, HttpServletResponse response, Trace trace) throws IOException {
        trace.see("encoding", request.getCharacterEncoding());
        String text = request.getReader().lines().collect(Collectors.joining("|"));
        trace.see("text", text);
        response.getOutputStream().print(text.length());
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
