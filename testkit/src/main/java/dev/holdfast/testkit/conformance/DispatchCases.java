package dev.holdfast.testkit.conformance;

import java.util.List;

/** Forwards, includes, and filters that wrap as well. */
final class DispatchCases {
    private DispatchCases() {}

    private static ConformanceCase dispatch(String name, Handler handler) {
        return ConformanceCase.of("Dispatches", name, handler).query("a=1");
    }

    private static ConformanceCase wrapped(String name, Handler handler) {
        return ConformanceCase.of("Other filters", name, handler).at("/wrapped");
    }

    static List<ConformanceCase> all() {
        return List.of(
                dispatch("forward", (request, response, trace) -> {
                    response.getWriter().print("gone");
                    request.getRequestDispatcher("/target/x").forward(request, response);
                    trace.see("committed", response.isCommitted());
                    response.getWriter().print("ignored");
                }),
                dispatch(
                        "forward with parameters",
                        (request, response, trace) ->
                                request.getRequestDispatcher("/target/x?a=2").forward(request, response)),
                dispatch("forward after the commit", (request, response, trace) -> {
                    response.getWriter().print("one");
                    response.flushBuffer();
                    trace.attempt("forward", () -> {
                        try {
                            request.getRequestDispatcher("/target/x").forward(request, response);
                        } catch (jakarta.servlet.ServletException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }),
                dispatch("include", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().print("[");
                    request.getRequestDispatcher("/target/x").include(request, response);
                    response.getWriter().print("]");
                    trace.see("status", response.getStatus());
                    trace.see("field", response.getHeader("X-Target"));
                }),
                dispatch("include of an error", (request, response, trace) -> {
                    trace.attempt("include", () -> {
                        try {
                            request.getRequestDispatcher("/target/error").include(request, response);
                        } catch (jakarta.servlet.ServletException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }),
                dispatch("include that flushes", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().print("[");
                    request.getRequestDispatcher("/target/flush").include(request, response);
                    response.getWriter().print("]");
                }),
                dispatch(
                        "forward to what forwards",
                        (request, response, trace) ->
                                request.getRequestDispatcher("/target/again").forward(request, response)),
                dispatch("named forward", (request, response, trace) -> {
                    request.setAttribute("flush", true);
                    request.getServletContext().getNamedDispatcher("target").forward(request, response);
                }),
                dispatch("named include", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().print("[");
                    request.getServletContext().getNamedDispatcher("target").include(request, response);
                    response.getWriter().print("]");
                }),
                dispatch(
                        "forward to an error",
                        (request, response, trace) ->
                                request.getRequestDispatcher("/target/error").forward(request, response)),
                dispatch(
                        "forward with wrappers",
                        (request, response, trace) -> request.getRequestDispatcher("/target/x")
                                .forward(
                                        new jakarta.servlet.http.HttpServletRequestWrapper(request),
                                        new jakarta.servlet.http.HttpServletResponseWrapper(response))),
                wrapped("text", (request, response, trace) -> {
                    trace.see("added", request.getHeader("X-Added"));
                    response.getWriter().print("quietly");
                }),
                wrapped("sendError", (request, response, trace) -> {
                    response.getWriter().print("quietly");
                    response.sendError(404);
                }),
                wrapped("sendRedirect", (request, response, trace) -> response.sendRedirect("next")),
                wrapped("exception", (request, response, trace) -> {
                            throw new IllegalStateException("planned");
                        })
                        .retry(Retry.RUNS));
    }
}
