package dev.holdfast.testkit.conformance;

import static dev.holdfast.testkit.conformance.RequestBodyCases.HELD;
import static dev.holdfast.testkit.conformance.RequestBodyCases.typed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How applications read a form. */
final class FormCases {
    private static final String TOPIC = "Form";
    private static final String FORM = "application/x-www-form-urlencoded";

    private FormCases() {}

    private static ConformanceCase form(String name, String body, Handler handler) {
        return form(name, FORM, body, handler);
    }

    private static ConformanceCase form(String name, String type, String body, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler).sent(typed(type, body));
    }

    static List<ConformanceCase> all() {
        return Stream.of(parameters(), methods(), charsets(), otherReads(), malformed())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ConformanceCase> parameters() {
        return List.of(
                form("parameters", "a=1&b=%40&a=2&c&e=f%20g+h=&i=", FormCases::parameters),
                form("parameters of no body", "", FormCases::parameters),
                form("parameters in chunks", "a=1&b=2", FormCases::parameters).sent(request -> request.chunked(2)),
                form("query and form", "a=1&b=2", FormCases::parameters).query("a=0&z=9"),
                form("query alone", "text/plain", "a=1", FormCases::parameters).query("a=0&z=%C3%A9"),
                form("order of values", "b=2&a=1&b=3", FormCases::parameters).query("b=1&c=0"),
                form("type in capitals", "Application/X-WWW-Form-Urlencoded", "a=1", FormCases::parameters),
                form("type with a space", FORM + " ; charset=utf-8", "a=1", FormCases::parameters),
                form("larger than is held", "a=1&b=" + "x".repeat(HELD) + "&c=3", FormCases::parameters),
                form("parameters by each method", "a=1&a=2&b=3", (request, response, trace) -> {
                    trace.see("a", request.getParameter("a"));
                    trace.see("none", request.getParameter("none"));
                    trace.see("values", Arrays.toString(request.getParameterValues("a")));
                    trace.see("no values", request.getParameterValues("none"));
                    trace.see(
                            "names",
                            Collections.list(request.getParameterNames()).stream()
                                    .sorted()
                                    .toList());
                }));
    }

    private static List<ConformanceCase> methods() {
        return Stream.of("PUT", "PATCH", "DELETE")
                .map(method -> form("parameters of " + method, "a=1&b=2", FormCases::parameters)
                        .sent(request -> request.method(method))
                        .query("q=1"))
                .toList();
    }

    private static List<ConformanceCase> charsets() {
        return List.of(
                form("in Latin-1", FORM + ";charset=ISO-8859-1", "a=caf%E9", FormCases::parameters),
                form("in UTF-8", FORM + ";charset=UTF-8", "a=caf%C3%A9", FormCases::parameters),
                form("in UTF-8, not escaped", FORM + ";charset=UTF-8", "a=caf\u00e9", FormCases::parameters),
                form("not escaped", "a=caf\u00e9", FormCases::parameters),
                form("in windows-1252", FORM + ";charset=windows-1252", "a=%80", FormCases::parameters),
                form("encoding set before", "a=caf%E9", (request, response, trace) -> {
                    request.setCharacterEncoding("ISO-8859-1");
                    carefully(request, response, trace);
                }),
                form(
                        "encoding set over another",
                        FORM + ";charset=ISO-8859-1",
                        "a=caf%C3%A9",
                        (request, response, trace) -> {
                            request.setCharacterEncoding("UTF-8");
                            parameters(request, response, trace);
                        }),
                form("encoding set after", "a=caf%C3%A9", (request, response, trace) -> {
                    parameters(request, response, trace);
                    request.setCharacterEncoding("ISO-8859-1");
                    trace.see("encoding", request.getCharacterEncoding());
                    parameters(request, response, trace);
                }));
    }

    private static List<ConformanceCase> otherReads() {
        return List.of(
                form("read as a stream", "a=1&b=2", RequestBodyCases::stream),
                form("read as text", "a=1&b=2", RequestTextCases::reader),
                form("parameters, then the stream", "a=1&b=2", (request, response, trace) -> {
                    trace.see("a", request.getParameter("a"));
                    RequestBodyCases.stream(request, response, trace);
                }),
                form("parameters, then the reader", "a=1&b=2", (request, response, trace) -> {
                    trace.see("a", request.getParameter("a"));
                    RequestTextCases.reader(request, response, trace);
                }),
                form("the stream, then parameters", "a=1&b=2", (request, response, trace) -> {
                            RequestBodyCases.stream(request, response, trace);
                            trace.see("parameters", flat(request));
                        })
                        .query("q=1"),
                form("the reader, then parameters", "a=1&b=2", (request, response, trace) -> {
                            RequestTextCases.reader(request, response, trace);
                            trace.see("parameters", flat(request));
                        })
                        .query("q=1"),
                form("the stream in part, then parameters", "a=1&b=2", (request, response, trace) -> {
                    trace.see("read", request.getInputStream().read());
                    trace.see("parameters", flat(request));
                    RequestBodyCases.stream(request, response, trace);
                }),
                form("the reader unread, then parameters", "a=1&b=2", (request, response, trace) -> {
                    request.getReader();
                    trace.see("parameters", flat(request));
                    trace.see("line", request.getReader().readLine());
                }),
                form("the stream unread, then parameters", "a=1&b=2", (request, response, trace) -> {
                    request.getInputStream();
                    trace.see("parameters", flat(request));
                    RequestBodyCases.stream(request, response, trace);
                }),
                form("parameters before and after a forward", "a=1&b=2", (request, response, trace) -> {
                    trace.see("a", request.getParameter("a"));
                    request.getRequestDispatcher("/target/x?a=9").forward(request, response);
                }),
                form(
                        "parameters after a forward",
                        "a=1&b=2",
                        (request, response, trace) ->
                                request.getRequestDispatcher("/target/x?a=9").forward(request, response)));
    }

    private static List<ConformanceCase> malformed() {
        return List.of(
                malformed("a bad escape", "a=%zz&b=1"),
                malformed("a broken escape", "b=1&a=%4"),
                malformed("a bad name", "%zz=1&b=1"),
                malformed("no UTF-8", "a=%ff%fe&b=1"),
                malformed("an empty name", "a=1&=d&b=2"),
                malformed("nothing between", "a=1&&b=2"),
                malformed("nothing before", "&a=1"),
                malformed("nothing after", "a=1&"),
                malformed("nothing but a name", "a"),
                malformed("only signs", "&=&"),
                malformed("a null character", "a=%00&b=1"),
                form(
                        "malformed: no UTF-8 where it is said",
                        FORM + ";charset=UTF-8",
                        "a=%ff%fe&b=1",
                        FormCases::carefully),
                form("malformed: an overlong sequence", FORM + ";charset=UTF-8", "a=%c0%80&b=1", FormCases::carefully),
                form("malformed: bytes that are no UTF-8", FORM + ";charset=UTF-8", "a=b&c=1", FormCases::carefully)
                        .sent(request -> request.body(new byte[] {'a', '=', (byte) 0xff, '&', 'b', '=', '1'})),
                malformed("a bad escape alone", "a=%"),
                malformed("a bad escape in the middle", "a=x%2gy&b=1"),
                malformed("a percent sign", "a=100% sure&b=1"),
                form("malformed: charset unknown", FORM + ";charset=nope", "a=1", FormCases::carefully),
                form("malformed: charset UTF-16", FORM + ";charset=UTF-16", "a=bb", FormCases::carefully));
    }

    /** What a container does about a failure that no handler catches is another matter than which forms fail. */
    private static void carefully(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException {
        try {
            parameters(request, response, trace);
        } catch (RuntimeException e) { // of a type that each container has of its own
            trace.see("refused", true);
            response.setStatus(400);
        }
    }

    private static ConformanceCase malformed(String name, String body) {
        return form("malformed: " + name, body, FormCases::carefully);
    }

    private static void parameters(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException {
        trace.see("parameters", flat(request));
        response.getOutputStream().print(request.getParameterMap().size());
    }

    static String flat(HttpServletRequest request) {
        Map<String, String> sorted = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> sorted.put(name, Arrays.toString(values)));
        String text = sorted.toString();
        return text.length() <= 500 ? text : text.length() + " characters, hash " + text.hashCode();
    }
}
