package dev.holdfast.testkit.conformance;

import static dev.holdfast.testkit.conformance.RequestBodyCases.SMALL;
import static dev.holdfast.testkit.conformance.RequestBodyCases.typed;

import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** How applications read a body as text. */
final class RequestTextCases {
    private static final String TOPIC = "Request text";

    private RequestTextCases() {}

    private static ConformanceCase body(String name, UnaryOperator<WireRequest> sent, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler).sent(sent);
    }

    static List<ConformanceCase> all() {
        return Stream.of(readers(), encodings()).flatMap(List::stream).toList();
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
                        RequestTextCases::reader),
                body("reader, twice", typed("text/plain", SMALL), (request, response, trace) -> {
                    trace.see("first", request.getReader().readLine());
                    trace.see("second", request.getReader().readLine());
                }));
    }

    private static ConformanceCase reader(String name, @Nullable String type) {
        return body(name, type == null ? request -> request.body(SMALL) : typed(type, SMALL), RequestTextCases::reader);
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

    static void reader(HttpServletRequest request, HttpServletResponse response, Trace trace) throws IOException {
        trace.see("encoding", request.getCharacterEncoding());
        String text = request.getReader().lines().collect(Collectors.joining("|"));
        trace.see("text", text);
        response.getOutputStream().print(text.length());
    }
}
