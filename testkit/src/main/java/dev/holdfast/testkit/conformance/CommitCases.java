package dev.holdfast.testkit.conformance;

import java.util.ArrayList;
import java.util.List;

/** When a response is committed, and how it is framed: sizes around what containers buffer, in one go and in pieces. */
final class CommitCases {
    private static final String TOPIC = "Commit and framing";
    private static final List<Integer> SIZES = List.of(5_000, 8_192, 10_000, 16_384, 20_000, 32_768, 40_000);
    private static final int PIECE = 100;

    private CommitCases() {}

    private static ConformanceCase commit(String name, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler).arranged(Arrangement.UNCHANGED_BUFFERS);
    }

    static List<ConformanceCase> all() {
        List<ConformanceCase> all = new ArrayList<>();
        SIZES.forEach(size -> all.addAll(ofSize(size)));
        all.add(commit("a field after the length was written", (request, response, trace) -> {
            response.setContentLength(1);
            response.getOutputStream().print("x");
            trace.see("committed", response.isCommitted());
            response.setHeader("X-Late", "1");
            response.setStatus(201);
        }));
        all.add(commit("a session after a flush", (request, response, trace) -> {
            response.getWriter().print("x");
            response.flushBuffer();
            trace.attempt("session", () -> request.getSession(true));
        }));
        all.add(commit("pairs of characters beyond the limit", (request, response, trace) -> {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.getWriter().print("a" + "\ud83d\ude00".repeat(600_000));
                })
                .retry(Retry.NOT_REPLAYABLE));
        all.add(commit("a pair in two halves", (request, response, trace) -> {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print("\ud83d");
            response.getWriter().print("\ude00");
        }));
        return all;
    }

    private static List<ConformanceCase> ofSize(int size) {
        String text = "x".repeat(size);
        return List.of(
                commit("writer, " + size, (request, response, trace) -> {
                    response.getWriter().print(text);
                    trace.see("committed", response.isCommitted());
                }),
                commit("writer, then a field, " + size, (request, response, trace) -> {
                    response.getWriter().print(text);
                    response.setHeader("X-Late", "1");
                }),
                commit("writer, then an error, " + size, (request, response, trace) -> {
                    response.getWriter().print(text);
                    trace.attempt("error", () -> response.sendError(409));
                }),
                commit("stream, " + size, (request, response, trace) -> {
                    response.getOutputStream().write(new byte[size]);
                    trace.see("committed", response.isCommitted());
                    response.setHeader("X-Late", "1");
                }),
                commit("stream in pieces, " + size, (request, response, trace) -> {
                    for (int left = size; left > 0; left -= PIECE) {
                        response.getOutputStream().write(new byte[Math.min(PIECE, left)]);
                    }
                    trace.see("committed", response.isCommitted());
                }));
    }
}
