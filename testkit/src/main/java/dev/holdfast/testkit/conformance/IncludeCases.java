package dev.holdfast.testkit.conformance;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is included does what an include may not do (Servlet 6.0 section 9.3), and each container has its own answer. */
final class IncludeCases {
    private IncludeCases() {}

    private record Included(String name, Handler handler) {}

    private static final List<Included> INCLUDED = List.of(
            new Included(
                    "text", (request, response, trace) -> response.getWriter().print("x")),
            new Included("an error", (request, response, trace) -> response.sendError(404)),
            new Included("an error with a message", (request, response, trace) -> response.sendError(409, "why")),
            new Included("a redirect", (request, response, trace) -> response.sendRedirect("/next")),
            new Included("a length", (request, response, trace) -> {
                response.setContentLength(1);
                response.getWriter().print("x");
            }),
            new Included("a flush", (request, response, trace) -> {
                response.getWriter().print("x");
                response.flushBuffer();
            }),
            new Included("a cookie", (request, response, trace) -> response.addCookie(new Cookie("in", "1"))),
            new Included("a language", (request, response, trace) -> response.setLocale(Locale.GERMANY)),
            new Included("a field", (request, response, trace) -> response.addHeader("X-Twice", "1")),
            new Included("a reset", (request, response, trace) -> {
                trace.attempt("reset", response::reset);
                response.getWriter().print("x");
            }),
            new Included("a close", (request, response, trace) -> {
                response.getWriter().print("x");
                response.getWriter().close();
            }));

    static List<ConformanceCase> all() {
        return INCLUDED.stream()
                .flatMap(one -> Stream.of(
                        including(one, "by the request", HttpServletRequest::getRequestDispatcher),
                        including(
                                one,
                                "by the context",
                                (request, path) -> request.getServletContext().getRequestDispatcher(path))))
                .toList();
    }

    private interface Dispatchers {
        RequestDispatcher to(HttpServletRequest request, String path);
    }

    private static ConformanceCase including(Included included, String how, Dispatchers dispatchers) {
        return ConformanceCase.of("Includes", included.name() + ", " + how, (request, response, trace) -> {
            if (request.getAttribute("included") == null) {
                request.setAttribute("included", true);
                include(request, response, dispatchers);
            } else {
                included.handler().handle(request, response, trace);
            }
        });
    }

    private static void include(HttpServletRequest request, HttpServletResponse response, Dispatchers dispatchers)
            throws IOException, ServletException {
        response.addHeader("X-Twice", "1");
        response.getWriter().print("[");
        dispatchers
                .to(request, request.getServletPath() + request.getPathInfo())
                .include(request, response);
        response.getWriter().print("]");
    }
}
