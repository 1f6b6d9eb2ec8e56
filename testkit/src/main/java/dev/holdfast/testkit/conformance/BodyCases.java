package dev.holdfast.testkit.conformance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How applications write a body. */
final class BodyCases {
    private static final String TOPIC = "Response body";

    private BodyCases() {}

    private static ConformanceCase body(String name, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler);
    }

    static List<ConformanceCase> all() {
        return List.of(
                body("nothing", (request, response, trace) -> {}),
                body(
                        "stream",
                        (request, response, trace) -> response.getOutputStream().print("hello")),
                body("stream, byte by byte", (request, response, trace) -> {
                    for (byte one : "hello".getBytes(StandardCharsets.UTF_8)) {
                        response.getOutputStream().write(one);
                    }
                }),
                body(
                        "writer",
                        (request, response, trace) -> response.getWriter().print("h\u00e9llo")),
                body("writer, charset in the type", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().print("h\u00e9llo \u20ac \ud83d\ude00");
                }),
                body("writer, charset set before", (request, response, trace) -> {
                    response.setContentType("text/html");
                    response.setCharacterEncoding("UTF-16LE");
                    response.getWriter().print("h\u00e9llo");
                    response.getWriter().print(" \u20ac");
                }),
                body("writer, charset set after", (request, response, trace) -> {
                    response.setContentType("text/plain");
                    response.getWriter().print("\u20ac");
                    response.setCharacterEncoding("UTF-8");
                    response.setContentType("text/html;charset=UTF-8");
                    trace.see("encoding", response.getCharacterEncoding());
                }),
                body("writer, charset unknown", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=no-such-charset");
                    trace.attempt("writer", () -> response.getWriter().print("x"));
                }),
                body("writer of JSON", (request, response, trace) -> {
                    response.setContentType("application/json");
                    response.getWriter().print("{\"a\":\"\u20ac\"}");
                }),
                body("writer, a pair of surrogates in two calls", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().write('\ud83d');
                    response.getWriter().write('\ude00');
                }),
                body("writer, lines and formats", (request, response, trace) -> {
                    response.getWriter().printf("%d%n", 7);
                    response.getWriter().println("line");
                    response.getWriter().append('c').append("text");
                    trace.see("error", response.getWriter().checkError());
                }),
                body("locale", (request, response, trace) -> {
                    response.setLocale(java.util.Locale.GERMANY);
                    response.getWriter().print("gr\u00fcn");
                    trace.see("locale", response.getLocale());
                }),
                body("stream and writer", (request, response, trace) -> {
                    response.getOutputStream().print("one");
                    trace.attempt("writer", () -> response.getWriter().print("two"));
                }),
                body("writer and stream", (request, response, trace) -> {
                    response.getWriter().print("one");
                    trace.attempt("stream", () -> response.getOutputStream().print("two"));
                }),
                body("print beyond the buffer", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    for (int i = 0; i < 20_000; i++) {
                        response.getWriter().print("0123456789");
                    }
                    trace.see("committed", response.isCommitted());
                    response.setHeader("X-Late", "ignored");
                }),
                body("write beyond the buffer at once", (request, response, trace) -> {
                    response.getOutputStream().write(new byte[200_000]);
                    trace.see("committed", response.isCommitted());
                    response.setHeader("X-Late", "ignored");
                    response.setStatus(400);
                }),
                body("flushed early", (request, response, trace) -> {
                    response.getOutputStream().print("one");
                    response.flushBuffer();
                    trace.see("committed", response.isCommitted());
                    response.setHeader("X-Late", "ignored");
                    response.setStatus(400);
                    response.getOutputStream().print("two");
                }),
                body("flushed before anything", (request, response, trace) -> {
                    response.setContentType("text/plain");
                    response.flushBuffer();
                    response.getOutputStream().print("later");
                }),
                body("flushed through the stream", (request, response, trace) -> {
                    response.getOutputStream().print("one");
                    response.getOutputStream().flush();
                    trace.see("committed", response.isCommitted());
                    response.getOutputStream().print("two");
                }),
                body("flushed through the writer", (request, response, trace) -> {
                    response.getWriter().print("one");
                    response.getWriter().flush();
                    trace.see("committed", response.isCommitted());
                    response.getWriter().print("two");
                }),
                body("flushed without a body", (request, response, trace) -> response.flushBuffer()),
                body("stream closed", (request, response, trace) -> {
                    response.getOutputStream().print("all");
                    response.getOutputStream().close();
                    trace.see("committed", response.isCommitted());
                    response.setHeader("X-Late", "ignored");
                }),
                body("writer closed", (request, response, trace) -> {
                    response.getWriter().print("all");
                    response.getWriter().close();
                    trace.see("committed", response.isCommitted());
                    response.getWriter().print("more");
                }),
                body("stream written after it was closed", (request, response, trace) -> {
                    response.getOutputStream().print("all");
                    response.getOutputStream().close();
                    Trace.regardless(() -> response.getOutputStream().print("more"));
                }),
                body("buffer size", (request, response, trace) -> {
                    response.setBufferSize(100_000);
                    trace.see("size", response.getBufferSize() >= 100_000);
                    response.getOutputStream().write(new byte[90_000]);
                    trace.see("committed", response.isCommitted());
                    response.setHeader("X-Late", "kept");
                }),
                body("buffer size after content", (request, response, trace) -> {
                    response.getOutputStream().print("x");
                    trace.attempt("set", () -> response.setBufferSize(100_000));
                }),
                body("length that is right", (request, response, trace) -> {
                    response.setContentLength(5);
                    response.getOutputStream().print("12345");
                }),
                body("length as long", (request, response, trace) -> {
                    response.setContentLengthLong(5);
                    response.getWriter().print("12345");
                }),
                body("length as a field", (request, response, trace) -> {
                    response.setHeader("Content-Length", "5");
                    response.getOutputStream().print("12345");
                }),
                body("length as a number field", (request, response, trace) -> {
                    response.setIntHeader("Content-Length", 5);
                    response.getOutputStream().print("12345");
                }),
                body("length zero", (request, response, trace) -> response.setContentLength(0)),
                body("length too small", (request, response, trace) -> {
                            response.setContentLength(3);
                            trace.attempt("write", () -> write(response, "12345"));
                        })
                        .retry(Retry.NOT_REPLAYABLE),
                body("length too large", (request, response, trace) -> {
                    response.setContentLength(9);
                    response.getOutputStream().print("12345");
                }),
                body("length set twice", (request, response, trace) -> {
                    response.setContentLength(9);
                    response.setContentLength(5);
                    response.getOutputStream().print("12345");
                }),
                body("large with its length", (request, response, trace) -> {
                    response.setContentLength(300_000);
                    response.getOutputStream().write(new byte[300_000]);
                }),
                body("reset", (request, response, trace) -> {
                    response.setHeader("X-Gone", "1");
                    response.setStatus(400);
                    response.setContentLength(99);
                    response.getWriter().print("gone");
                    response.reset();
                    trace.see("status", response.getStatus());
                    response.getOutputStream().print("kept");
                }),
                body("reset buffer", (request, response, trace) -> {
                    response.setHeader("X-Kept", "1");
                    response.getOutputStream().print("gone");
                    response.resetBuffer();
                    response.getOutputStream().print("kept");
                }),
                body("reset after the commit", (request, response, trace) -> {
                    response.getOutputStream().print("one");
                    response.flushBuffer();
                    trace.attempt("reset", response::reset);
                    trace.attempt("resetBuffer", response::resetBuffer);
                }),
                body("large download", (request, response, trace) -> {
                            response.setContentType("application/octet-stream");
                            byte[] block = new byte[100_000];
                            for (int i = 0; i < 30; i++) {
                                response.getOutputStream().write(block);
                            }
                        })
                        .retry(Retry.NOT_REPLAYABLE),
                body("large download with its length", (request, response, trace) -> {
                            response.setContentLengthLong(3_000_000);
                            byte[] block = new byte[100_000];
                            for (int i = 0; i < 30; i++) {
                                response.getOutputStream().write(block);
                            }
                        })
                        .retry(Retry.NOT_REPLAYABLE),
                body("large text", (request, response, trace) -> {
                            response.setContentType("text/plain;charset=UTF-8");
                            for (int i = 0; i < 300_000; i++) {
                                response.getWriter().print("\u20ac\ud83d\ude00");
                            }
                        })
                        .retry(Retry.NOT_REPLAYABLE));
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
