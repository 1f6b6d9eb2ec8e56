package dev.holdfast.testkit.conformance;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Handlers that answer later. */
final class AsyncCases {
    private AsyncCases() {}

    private static ConformanceCase async(String name, Handler handler) {
        return ConformanceCase.of("Async", name, handler);
    }

    static List<ConformanceCase> all() {
        return List.of(
                async("complete on a thread of the application", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    new Thread(() -> answer(context, "done")).start();
                }),
                async("complete on a thread of the container", (request, response, trace) -> {
                    AsyncContext context = request.startAsync(request, response);
                    trace.see("original", context.hasOriginalRequestAndResponse());
                    context.start(() -> answer(context, "done"));
                }),
                async("complete before the return", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    response.setStatus(202);
                    response.getWriter().print("before ");
                    context.complete();
                    response.getWriter().print("and after");
                }),
                async("complete on another thread before the return", (request, response, trace) -> {
                    completeOnAnotherThread(request.startAsync(), "early ");
                    response.getWriter().print("and late");
                }),
                async("complete on another thread before the second return", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        context.dispatch();
                    } else {
                        completeOnAnotherThread(context, "early ");
                        response.getWriter().print("and late");
                    }
                }),
                async(
                        "nothing but complete",
                        (request, response, trace) -> request.startAsync().complete()),
                async("dispatch to itself", (request, response, trace) -> {
                    trace.see("dispatcher", request.getDispatcherType());
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext context = request.startAsync();
                        context.start(context::dispatch);
                    } else {
                        response.getWriter().print("dispatched");
                    }
                }),
                async("dispatch before the return", (request, response, trace) -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        response.getWriter().print("one ");
                        request.startAsync().dispatch();
                    } else {
                        response.getWriter().print("two");
                    }
                }),
                async("dispatch to another path", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    context.start(() -> context.dispatch("/target/x?a=2"));
                }),
                async("async after async", (request, response, trace) -> {
                    Integer cycle = (Integer) request.getAttribute("cycle");
                    AsyncContext context = request.startAsync();
                    request.setAttribute("cycle", cycle == null ? 1 : cycle + 1);
                    if (cycle == null || cycle < 3) {
                        context.start(context::dispatch);
                    } else {
                        context.start(() -> answer(context, "cycles " + cycle));
                    }
                }),
                async("flushed while it goes on", (request, response, trace) -> {
                    response.getWriter().print("one ");
                    response.flushBuffer();
                    AsyncContext context = request.startAsync();
                    context.start(() -> answer(context, "two"));
                }),
                async("sendError", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    context.start(() -> {
                        io(() -> response.sendError(404, "nowhere"));
                        context.complete();
                    });
                }),
                async("sendError 500", (request, response, trace) -> {
                            AsyncContext context = request.startAsync();
                            context.start(() -> {
                                io(() -> response.sendError(500, "planned"));
                                context.complete();
                            });
                        })
                        .retry(Retry.RUNS),
                async("sendRedirect", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    context.start(() -> {
                        io(() -> response.sendRedirect("next"));
                        context.complete();
                    });
                }),
                async("time-out that nobody handles", (request, response, trace) -> {
                            request.startAsync().setTimeout(100);
                        })
                        .retry(Retry.UNSETTLED),
                async("time-out that a listener answers", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    context.setTimeout(100);
                    context.addListener(new OnTimeout(event -> answer(event.getAsyncContext(), "timed out")));
                }),
                async("time-out that a listener dispatches", (request, response, trace) -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext context = request.startAsync();
                        context.setTimeout(100);
                        context.addListener(
                                new OnTimeout(event -> event.getAsyncContext().dispatch()));
                    } else {
                        response.getWriter().print("dispatched on time-out");
                    }
                }),
                async("listener on completion", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    context.addListener(new OnComplete(trace));
                    context.start(() -> answer(context, "done"));
                }),
                async("exception after the start", (request, response, trace) -> {
                            // without a listener some containers wait for the time-out first
                            request.startAsync().addListener(new OnComplete(new Trace()));
                            throw new IllegalStateException("planned");
                        })
                        .retry(Retry.UNSETTLED),
                async("complete after a dispatch", (request, response, trace) -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext context = request.startAsync();
                        context.dispatch();
                        trace.attempt("complete", context::complete);
                    } else {
                        response.setStatus(201);
                        response.getWriter().print("two");
                    }
                }),
                async("listener that adds itself again", (request, response, trace) -> {
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext context = request.startAsync();
                        context.addListener(new Persistent());
                        context.start(context::dispatch);
                    } else {
                        request.startAsync().setTimeout(200);
                    }
                }),
                async("a nested wrapper's response", (request, response, trace) -> {
                            AsyncContext context = request.startAsync();
                            context.getResponse().getWriter().print("whose");
                            context.complete();
                        })
                        .at("/wrapped"),
                async("exception in the second dispatch", (request, response, trace) -> {
                            if (request.getAttribute("again") == null) {
                                request.setAttribute("again", true);
                                request.startAsync().dispatch();
                            } else {
                                throw new IllegalStateException("planned");
                            }
                        })
                        .retry(Retry.RUNS),
                async("write listener", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    ServletOutputStream out = response.getOutputStream();
                    out.setWriteListener(new Pieces(context, out, 5, 10));
                }),
                async("write listener beyond the buffer", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    ServletOutputStream out = response.getOutputStream();
                    out.setWriteListener(new Pieces(context, out, 50, 10_000));
                }),
                async("write listener beyond the limit", (request, response, trace) -> {
                            AsyncContext context = request.startAsync();
                            ServletOutputStream out = response.getOutputStream();
                            out.setWriteListener(new Pieces(context, out, 300, 10_000));
                        })
                        .retry(Retry.NOT_REPLAYABLE),
                async("event stream", (request, response, trace) -> {
                            response.setContentType("text/event-stream");
                            AsyncContext context = request.startAsync();
                            context.start(() -> {
                                for (int i = 0; i < 3; i++) {
                                    print(context.getResponse(), "data: " + i + "\n\n");
                                    io(context.getResponse()::flushBuffer);
                                }
                                context.complete();
                            });
                        })
                        .retry(Retry.NOT_REPLAYABLE));
    }

    private static void answer(AsyncContext context, String text) {
        print(context.getResponse(), text);
        context.complete();
    }

    /** Comes back when it is complete. */
    private static void completeOnAnotherThread(AsyncContext context, String text) {
        CountDownLatch completed = new CountDownLatch(1);
        new Thread(() -> {
                    answer(context, text);
                    completed.countDown();
                })
                .start();
        await(completed);
    }

    private static void print(jakarta.servlet.ServletResponse response, String text) {
        io(() -> response.getWriter().print(text));
    }

    static void io(Trace.Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Reaction {
        void to(AsyncEvent event);
    }

    private record OnTimeout(Reaction reaction) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {
            reaction.to(event);
        }

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    private record OnComplete(Trace trace) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            trace.see(
                    "completed with status",
                    ((HttpServletResponse) event.getAsyncContext().getResponse()).getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            trace.see("timed out", true);
        }

        @Override
        public void onError(AsyncEvent event) {
            trace.see("failed", true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** Answers a time-out of whichever cycle. */
    private static final class Persistent implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {
            answer(event.getAsyncContext(), "in time");
        }

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }

    /** Writes so many pieces of such a size, each when the stream is ready for it. */
    private static final class Pieces implements WriteListener {
        private final AsyncContext context;
        private final ServletOutputStream out;
        private final int size;
        private int left;

        Pieces(AsyncContext context, ServletOutputStream out, int count, int size) {
            this.context = context;
            this.out = out;
            this.left = count;
            this.size = size;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (left > 0 && out.isReady()) {
                out.write("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
                left--;
            }
            if (left == 0 && out.isReady()) {
                left--;
                context.complete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            context.complete();
        }
    }
}
