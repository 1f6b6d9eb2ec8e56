package dev.holdfast.testkit.conformance;

import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Status and header fields. */
final class HeaderCases {
    private static final String TOPIC = "Status and fields";

    private HeaderCases() {}

    private static ConformanceCase fields(String name, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler);
    }

    private static ConformanceCase status(int status) {
        return fields("status " + status, (request, response, trace) -> {
            response.setStatus(status);
            trace.see("status", response.getStatus());
        });
    }

    private static ConformanceCase statusWithBody(int status) {
        return fields("status " + status + " with a body", (request, response, trace) -> {
            response.setStatus(status);
            response.setHeader("X-Set", "1");
            trace.attempt("write", () -> response.getOutputStream().print("body"));
        });
    }

    /** RFC 9110 section 15.2: for containers that send such a response, and let the handler go on. */
    static List<ConformanceCase> interim() {
        return IntStream.of(102, 103).mapToObj(HeaderCases::interim).toList();
    }

    private static ConformanceCase interim(int status) {
        return fields("interim " + status, (request, response, trace) -> {
                    response.setHeader("X-Early", "1");
                    trace.attempt("interim", () -> response.sendError(status));
                    trace.see("committed", response.isCommitted());
                    response.setStatus(201);
                    response.getOutputStream().print("final");
                })
                .retry(Retry.REPLAYED_WITHOUT_INTERIM);
    }

    static List<ConformanceCase> all() {
        return List.of(
                status(201),
                status(204),
                status(205),
                status(304),
                status(299),
                status(404),
                status(422),
                status(500).retry(Retry.RUNS),
                status(503).retry(Retry.RUNS),
                status(429).retry(Retry.RUNS),
                statusWithBody(201),
                statusWithBody(204),
                statusWithBody(205),
                statusWithBody(304),
                statusWithBody(404),
                statusWithBody(500).retry(Retry.RUNS),
                fields("repeated", (request, response, trace) -> {
                    response.addHeader("X-Part", "one");
                    response.addHeader("X-Part", "two");
                    response.addHeader("X-Part", "three");
                    trace.see("all", response.getHeaders("X-Part"));
                    trace.see("first", response.getHeader("x-PART"));
                }),
                fields("replaced", (request, response, trace) -> {
                    response.addHeader("X-Part", "one");
                    response.addHeader("X-Part", "two");
                    response.setHeader("X-Part", "only");
                    trace.see("all", response.getHeaders("X-Part"));
                }),
                fields("null and empty values", (request, response, trace) -> {
                    response.setHeader("X-Null", "1");
                    trace.attempt("set null", () -> response.setHeader("X-Null", null));
                    trace.attempt("add null", () -> response.addHeader("X-Null", null));
                    trace.attempt("set empty", () -> response.setHeader("X-Empty", ""));
                    trace.see("null", response.getHeaders("X-Null"));
                    trace.see("empty", response.getHeaders("X-Empty"));
                }),
                fields("dates and numbers", (request, response, trace) -> {
                    response.setDateHeader("Last-Modified", 1_700_000_000_000L);
                    response.addDateHeader("X-When", 0);
                    response.addDateHeader("X-When", 1000);
                    response.setIntHeader("X-Count", 1);
                    response.addIntHeader("X-Count", 2);
                    trace.see("contains", response.containsHeader("X-Count"));
                }),
                fields("letters beyond ASCII", (request, response, trace) -> {
                    response.setHeader("X-Latin", "caf\u00e9");
                    response.setHeader("X-Euro", "\u20ac");
                }),
                fields(
                        "line breaks in a value",
                        (request, response, trace) ->
                                trace.attempt("set", () -> response.setHeader("X-Break", "one\r\nX-Injected: two"))),
                fields("cookies", (request, response, trace) -> {
                    response.addCookie(new Cookie("a", "1"));
                    Cookie cookie = new Cookie("b", "2");
                    cookie.setHttpOnly(true);
                    cookie.setPath("/p");
                    cookie.setAttribute("SameSite", "Lax");
                    response.addCookie(cookie);
                    response.addHeader("Set-Cookie", "c=3");
                }),
                fields("type without a body", (request, response, trace) -> response.setContentType("text/plain")),
                fields("type as a field", (request, response, trace) -> {
                    response.setHeader("Content-Type", "text/plain;charset=UTF-8");
                    trace.see("type", response.getContentType());
                    trace.see("encoding", response.getCharacterEncoding());
                    response.getWriter().print("\u20ac");
                }),
                fields("type taken back", (request, response, trace) -> {
                    response.setContentType("text/plain");
                    response.setContentType(null);
                    trace.see("type", response.getContentType());
                    response.getOutputStream().print("x");
                }),
                fields("language whose type was taken back", (request, response, trace) -> {
                    response.setLocale(Locale.JAPAN);
                    response.setHeader("Content-Type", null);
                    trace.see("encoding", response.getCharacterEncoding());
                    response.sendError(404);
                }),
                fields("charset without a type", (request, response, trace) -> {
                    response.setCharacterEncoding("UTF-8");
                    trace.see("type", response.getContentType());
                    response.getWriter().print("\u20ac");
                }),
                fields("names", (request, response, trace) -> {
                    response.setHeader("X-One", "1");
                    response.setHeader("X-Two", "2");
                    TreeSet<String> names = new TreeSet<>(response.getHeaderNames());
                    names.removeIf(name -> !name.startsWith("X-"));
                    trace.see("names", names);
                }),
                fields("fields of a connection", (request, response, trace) -> {
                            response.setHeader("Keep-Alive", "timeout=5");
                            response.setHeader("X-Set", "1");
                        })
                        .retry(Retry.REPLAYED_ON_ITS_OWN_CONNECTION),
                fields("a closing connection", (request, response, trace) -> {
                            response.setHeader("Connection", "close");
                            response.getOutputStream().print("bye");
                        })
                        .retry(Retry.REPLAYED_ON_ITS_OWN_CONNECTION),
                fields("trailers", (request, response, trace) -> {
                    response.setHeader("Trailer", "X-Sum");
                    trace.attempt("set", () -> response.setTrailerFields(() -> Map.of("X-Sum", "7")));
                    response.getOutputStream().print("body");
                    response.flushBuffer();
                    trace.see("got", response.getTrailerFields() != null);
                }),
                fields("trailers without a flush", (request, response, trace) -> {
                    response.setHeader("Trailer", "X-Sum");
                    trace.attempt("set", () -> response.setTrailerFields(() -> Map.of("X-Sum", "7")));
                    response.getOutputStream().print("body");
                }),
                fields("trailers that count how often they are asked for", (request, response, trace) -> {
                    AtomicInteger asked = new AtomicInteger();
                    response.setHeader("Trailer", "X-Asked");
                    trace.attempt(
                            "set",
                            () -> response.setTrailerFields(() -> Map.of("X-Asked", "" + asked.incrementAndGet())));
                    response.getOutputStream().print("body");
                    response.flushBuffer();
                }),
                fields("an outer filter's type taken back", (request, response, trace) -> {
                            response.setContentType(null);
                            response.setHeader("X-Outer", null);
                            response.getOutputStream().print("x");
                        })
                        .at("/outer"),
                fields("an outer filter's fields, and one more", (request, response, trace) -> {
                            response.addHeader("X-Outer", "c");
                            response.setStatus(201);
                            response.getWriter().print("x");
                        })
                        .at("/outer"),
                fields("HEAD", (request, response, trace) -> {
                            response.setContentType("text/plain");
                            response.getOutputStream().print("not shown");
                        })
                        .sent(request -> request.method("HEAD"))
                        .retry(Retry.PASSES),
                fields(
                                "GET",
                                (request, response, trace) ->
                                        response.getOutputStream().print("shown"))
                        .sent(request -> request.method("GET"))
                        .retry(Retry.PASSES),
                fields("OPTIONS", (request, response, trace) -> response.setHeader("Allow", "GET, POST"))
                        .sent(request -> request.method("OPTIONS"))
                        .retry(Retry.PASSES),
                fields(
                                "PUT",
                                (request, response, trace) ->
                                        response.getOutputStream().print(request.getMethod()))
                        .sent(request -> request.method("PUT").body("x")),
                fields(
                                "PATCH",
                                (request, response, trace) ->
                                        response.getOutputStream().print(request.getMethod()))
                        .sent(request -> request.method("PATCH").body("x")),
                fields("DELETE", (request, response, trace) -> response.setStatus(204))
                        .sent(request -> request.method("DELETE")),
                fields("a path no rule matches", SameObjects::see).at("/open").retry(Retry.PASSES));
    }
}
