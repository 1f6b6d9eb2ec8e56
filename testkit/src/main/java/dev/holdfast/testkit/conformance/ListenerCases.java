package dev.holdfast.testkit.conformance;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Listeners that count on being called one after the other, and after the handler has returned. */
final class ListenerCases {
    private ListenerCases() {}

    private static ConformanceCase listeners(String name, Handler handler) {
        return ConformanceCase.of("Listeners", name, handler);
    }

    static List<ConformanceCase> all() {
        return List.of(
                listeners("an echo", ListenerCases::echo).sent(request -> request.body("hello")),
                listeners("an echo, large", ListenerCases::echo)
                        .sent(request -> request.body("0123456789".repeat(15_000))),
                listeners("one at a time", ListenerCases::oneAtATime).sent(request -> request.body("hello")),
                listeners("set before the handler is ready", (request, response, trace) -> {
                            Reader reader = new Reader(request, response, false);
                            request.getInputStream().setReadListener(reader);
                            pause(100);
                            reader.prefix = "state ";
                        })
                        .sent(request -> request.body("hello")),
                listeners(
                                "nothing asked but isReady()",
                                (request, response, trace) ->
                                        request.getInputStream().setReadListener(new Reader(request, response, true)))
                        .sent(request -> request.body("hello")),
                listeners("two write listeners", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    ServletOutputStream out = response.getOutputStream();
                    out.setWriteListener(new Writer(out, context));
                    trace.attempt("again", () -> out.setWriteListener(new Writer(out, context)));
                }),
                listeners("no write listener", (request, response, trace) -> {
                    AsyncContext context = request.startAsync();
                    trace.attempt("null", () -> response.getOutputStream().setWriteListener(null));
                    context.complete();
                }));
    }

    private static void echo(HttpServletRequest request, HttpServletResponse response, Trace trace) throws IOException {
        AsyncContext context = request.startAsync();
        Echo echo = new Echo(context, request.getInputStream(), response.getOutputStream());
        request.getInputStream().setReadListener(echo);
        response.getOutputStream().setWriteListener(echo);
    }

    private static void oneAtATime(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException {
        AsyncContext context = request.startAsync();
        Overlap overlap = new Overlap(trace, context, request.getInputStream());
        request.getInputStream().setReadListener(overlap);
        response.getOutputStream().setWriteListener(overlap);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One object for both directions, without a lock, as tutorials have it. */
    private static class Echo implements ReadListener, WriteListener {
        private final AsyncContext context;
        private final ServletInputStream in;
        private final ServletOutputStream out;
        private final byte[] buffer = new byte[4096];
        private boolean done;

        Echo(AsyncContext context, ServletInputStream in, ServletOutputStream out) {
            this.context = context;
            this.in = in;
            this.out = out;
        }

        @Override
        public void onDataAvailable() throws IOException {
            echo();
        }

        @Override
        public void onWritePossible() throws IOException {
            echo();
        }

        @Override
        public void onAllDataRead() {
            end();
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        private void echo() throws IOException {
            while (in.isReady() && out.isReady()) {
                int count = in.read(buffer);
                if (count < 0) {
                    end();
                    return;
                }
                out.write(buffer, 0, count);
            }
        }

        private void end() {
            if (!done) {
                done = true;
                context.complete();
            }
        }
    }

    /** Notices when it is called twice at a time. */
    private static final class Overlap implements ReadListener, WriteListener {
        private final Trace trace;
        private final AsyncContext context;
        private final ServletInputStream in;
        private final AtomicInteger callers = new AtomicInteger();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicBoolean overlap = new AtomicBoolean();

        Overlap(Trace trace, AsyncContext context, ServletInputStream in) {
            this.trace = trace;
            this.context = context;
            this.in = in;
        }

        private void called() {
            overlap.compareAndSet(false, callers.incrementAndGet() > 1);
            pause(100);
            callers.decrementAndGet();
            if (calls.incrementAndGet() == 3) {
                trace.see("overlap", overlap.get());
                context.complete();
            }
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[100];
            while (in.isReady() && in.read(buffer) >= 0) {
                // to the end
            }
            called();
        }

        @Override
        public void onAllDataRead() {
            called();
        }

        @Override
        public void onWritePossible() {
            called();
        }

        @Override
        public void onError(Throwable failure) {
            trace.see("failed", true);
        }
    }

    private static final class Reader implements ReadListener {
        private final AsyncContext context;
        private final ServletInputStream in;
        private final HttpServletResponse response;
        private final boolean careless;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private String prefix = "";

        Reader(HttpServletRequest request, HttpServletResponse response, boolean careless) throws IOException {
            this.context = request.startAsync();
            this.in = request.getInputStream();
            this.response = response;
            this.careless = careless;
        }

        @Override
        public void onDataAvailable() throws IOException {
            read.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[100];
            while (in.isReady()) {
                int count = in.read(buffer);
                if (count < 0 && !careless) {
                    return;
                }
                read.write(buffer, 0, count);
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            response.getOutputStream().print(read.toString(StandardCharsets.UTF_8));
            context.complete();
        }

        @Override
        public void onError(Throwable failure) {
            response.setStatus(409);
            context.complete();
        }
    }

    private record Writer(ServletOutputStream out, AsyncContext context) implements WriteListener {
        @Override
        public void onWritePossible() throws IOException {
            if (out.isReady()) {
                out.print("w");
            }
            context.complete();
        }

        @Override
        public void onError(Throwable failure) {
            // nothing more is to be seen
        }
    }
}
