package dev.holdfast.testkit.conformance;

import java.util.List;

/** Responses that go out while they are written, and compression on either side of the filter. */
final class StreamingCases {
    private static final String LONG = "compress me, ".repeat(300);

    private StreamingCases() {}

    private static ConformanceCase compressed(String name, Handler handler) {
        return ConformanceCase.of("Compression", name, handler)
                .sent(request -> request.header("Accept-Encoding", "gzip"));
    }

    private static final Handler TEXT = (request, response, trace) -> {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(LONG);
    };

    static List<ConformanceCase> all() {
        return List.of(
                ConformanceCase.of("Streaming", "event stream", (request, response, trace) -> {
                            response.setContentType("text/event-stream;charset=UTF-8");
                            for (int i = 0; i < 3; i++) {
                                response.getWriter().print("data: " + i + "\n\n");
                                response.flushBuffer();
                            }
                        })
                        .retry(Retry.NOT_REPLAYABLE),
                ConformanceCase.of("Streaming", "event stream without a flush", (request, response, trace) -> {
                    response.setContentType("text/event-stream");
                    response.getOutputStream().print("data: 1\n\n");
                }),
                compressed("by a filter before", TEXT).at("/gzip-outside"),
                compressed("by a filter after", TEXT).at("/gzip-inside"),
                compressed("by a filter after, with a length", (request, response, trace) -> {
                            response.setContentLength(LONG.length());
                            TEXT.handle(request, response, trace);
                        })
                        .at("/gzip-inside"),
                compressed("by a filter before, an error", (request, response, trace) -> response.sendError(404))
                        .at("/gzip-outside"),
                compressed("by the container", TEXT).arranged(Arrangement.COMPRESSED),
                compressed("by the container, flushed early", (request, response, trace) -> {
                            response.setContentType("text/plain;charset=UTF-8");
                            response.getWriter().print("begin ");
                            response.flushBuffer();
                            response.getWriter().print(LONG);
                        })
                        .arranged(Arrangement.COMPRESSED),
                compressed("by the container, too short", (request, response, trace) -> {
                            response.setContentType("text/plain;charset=UTF-8");
                            response.getWriter().print("short");
                        })
                        .arranged(Arrangement.COMPRESSED),
                compressed("by the container, another type", (request, response, trace) -> {
                            response.setContentType("application/octet-stream");
                            response.getOutputStream().print(LONG);
                        })
                        .arranged(Arrangement.COMPRESSED),
                compressed("by the container, beyond the limit", (request, response, trace) -> {
                            response.setContentType("text/plain;charset=UTF-8");
                            for (int i = 0; i < 500; i++) {
                                response.getWriter().print(LONG);
                            }
                        })
                        .arranged(Arrangement.COMPRESSED)
                        .retry(Retry.NOT_REPLAYABLE));
    }
}
