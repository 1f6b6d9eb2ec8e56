package dev.holdfast.testkit.conformance;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Errors, redirects and exceptions. */
final class EndingCases {
    private EndingCases() {}

    private static ConformanceCase error(String name, Handler handler) {
        return ConformanceCase.of("Errors", name, handler);
    }

    private static ConformanceCase redirect(String name, Handler handler) {
        return ConformanceCase.of("Redirects", name, handler);
    }

    private static ConformanceCase thrown(String name, Handler handler) {
        return ConformanceCase.of("Exceptions", name, handler).retry(Retry.RUNS);
    }

    static List<ConformanceCase> all() {
        return Stream.concat(
                        redirects().stream(),
                        Stream.concat(errors().stream(), exceptions().stream())
                                .flatMap(one -> Stream.of(one, onPages(one))))
                .toList();
    }

    private static ConformanceCase onPages(ConformanceCase plain) {
        ConformanceCase renamed = ConformanceCase.of(plain.topic(), plain.name() + ", own error page", plain.handler());
        return renamed.retry(plain.retry()).arranged(Arrangement.ERROR_PAGES);
    }

    private static List<ConformanceCase> errors() {
        return List.of(
                error("sendError without message", (request, response, trace) -> {
                    response.sendError(404);
                    trace.see("committed", response.isCommitted());
                    trace.see("status", response.getStatus());
                }),
                error(
                        "sendError with message",
                        (request, response, trace) -> response.sendError(409, "not <now> \u20ac")),
                error("sendError after output", (request, response, trace) -> {
                    response.setHeader("X-Before", "1");
                    response.setContentType("text/plain");
                    response.getWriter().print("gone");
                    response.sendError(404);
                    response.getWriter().print("ignored");
                    response.setHeader("X-After", "ignored");
                    response.setStatus(201);
                }),
                error("sendError twice", (request, response, trace) -> {
                    response.sendError(404);
                    Trace.regardless(() -> response.sendError(409));
                }),
                error("sendError after the commit", (request, response, trace) -> {
                    response.getOutputStream().print("one");
                    response.flushBuffer();
                    trace.attempt("error", () -> response.sendError(404));
                }),
                error("sendError with cookie and length", (request, response, trace) -> {
                    response.addHeader("Set-Cookie", "a=1");
                    response.setContentLength(100);
                    response.sendError(404);
                }),
                error("sendError of a status without a page", (request, response, trace) -> response.sendError(418)),
                error("sendError 500", (request, response, trace) -> response.sendError(500, "planned"))
                        .retry(Retry.RUNS),
                error("sendError 503", (request, response, trace) -> {
                            response.setHeader("Retry-After", "7");
                            response.sendError(503);
                        })
                        .retry(Retry.RUNS),
                error("setStatus with a body", (request, response, trace) -> {
                    response.setStatus(404);
                    response.getWriter().print("mine");
                }),
                error("setStatus without a body", (request, response, trace) -> response.setStatus(404)));
    }

    private static List<ConformanceCase> redirects() {
        return List.of(
                redirect("absolute", (request, response, trace) -> response.sendRedirect("http://example.com/a?b=c#d")),
                redirect("to a path", (request, response, trace) -> {
                    response.sendRedirect("/elsewhere?a=1");
                    trace.see("committed", response.isCommitted());
                    trace.see("status", response.getStatus());
                }),
                redirect("relative", (request, response, trace) -> response.sendRedirect("next")),
                redirect("upwards", (request, response, trace) -> response.sendRedirect("../up/./x")),
                redirect("to nowhere", (request, response, trace) -> response.sendRedirect("")),
                redirect("to another host", (request, response, trace) -> response.sendRedirect("//example.com/x")),
                redirect("after output", (request, response, trace) -> {
                    response.setHeader("X-Before", "1");
                    response.getWriter().print("gone");
                    response.sendRedirect("next");
                    response.getWriter().print("ignored");
                    Trace.regardless(() -> response.sendRedirect("other"));
                }),
                redirect("after the commit", (request, response, trace) -> {
                    response.flushBuffer();
                    trace.attempt("redirect", () -> response.sendRedirect("next"));
                }),
                redirect("by hand", (request, response, trace) -> {
                    response.setStatus(303);
                    response.setHeader("Location", "/by-hand");
                }));
    }

    private static List<ConformanceCase> exceptions() {
        return List.of(
                thrown("unchecked", (request, response, trace) -> {
                    throw new IllegalStateException("planned");
                }),
                thrown("with its own page", (request, response, trace) -> {
                    throw new PlannedException("planned");
                }),
                thrown("ServletException", (request, response, trace) -> {
                    throw new ServletException("planned");
                }),
                thrown("ServletException with a cause", (request, response, trace) -> {
                    throw new ServletException("planned", new PlannedException("cause"));
                }),
                thrown("IOException", (request, response, trace) -> {
                    throw new IOException("planned");
                }),
                thrown("Error", (request, response, trace) -> {
                    throw new AssertionError("planned");
                }),
                thrown("after output", (request, response, trace) -> {
                    response.setHeader("X-Set", "1");
                    response.setStatus(201);
                    response.setContentType("text/plain");
                    response.getWriter().print("some");
                    throw new IllegalStateException("planned");
                }),
                thrown("after a flush", (request, response, trace) -> {
                    response.setContentType("text/plain");
                    response.getWriter().print("some");
                    response.flushBuffer();
                    throw new IllegalStateException("planned");
                }),
                thrown("after more than the buffer", (request, response, trace) -> {
                    response.getOutputStream().write(new byte[200_000]);
                    throw new IllegalStateException("planned");
                }),
                thrown("after the stream was closed", (request, response, trace) -> {
                    response.getOutputStream().print("all");
                    response.getOutputStream().close();
                    throw new IllegalStateException("planned");
                }),
                thrown("after sendError", (request, response, trace) -> {
                    response.sendError(404);
                    throw new IllegalStateException("planned");
                }));
    }
}
