package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.ConflictPolicy;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyRecords;
import dev.holdfast.idempotency.ResponseCodec;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.testkit.FaultyStore.Operation;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Duplicates that wait: each is answered, once, whatever becomes of the first request, the store and the container. */
@Timeout(60)
final class WaitingTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** The first run waits inside. */
    private static final class Gate {
        final CountDownLatch go = new CountDownLatch(1);
        final AtomicInteger runs = new AtomicInteger();

        void pass(HttpServletResponse response) throws IOException {
            if (runs.incrementAndGet() == 1) {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            response.getWriter().print("done");
        }
    }

    private static Served.Setup waiting(Gate gate, Duration limit) {
        return Served.handler((request, response) -> gate.pass(response))
                .filter(filter -> filter.rule(
                        rule -> rule.path("/keyed/**").required().onConflict(ConflictPolicy.waitUpTo(limit))));
    }

    private static Future<WireResponse> first(Served served) {
        Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
        Awaitility.await().until(() -> served.runs.get() == 1);
        return first;
    }

    private static Future<WireResponse> waiter(Served served, int already) {
        Future<WireResponse> waiter = served.inBackground(() -> served.send(post("/x")));
        Awaitility.await().until(() -> served.listener.count("waiting") == already + 1);
        return waiter;
    }

    private static WireResponse answer(Future<WireResponse> waiter) throws Exception {
        return waiter.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aWaiterWhoseReplayFailsIsToldSo() throws Exception {
        ResponseCodec codec = new ResponseCodec() {
            @Override
            public byte[] encode(RecordId id, byte[] outcome) {
                return outcome;
            }

            @Override
            public byte[] decode(RecordId id, byte[] stored) {
                throw new IllegalStateException("planned");
            }
        };
        Gate gate = new Gate();
        try (Served served =
                waiting(gate, LONG).also(filter -> filter.responseCodec(codec)).start()) {
            var unused = first(served);
            Future<WireResponse> waiter = waiter(served, 0);
            gate.go.countDown();

            assertThat(answer(waiter).status()).isEqualTo(503);
            assertThat(answer(waiter).text()).contains("\"retryable\":true");
            assertThat(answer(waiter).header("Idempotency-Replayed")).isEmpty();
            assertThat(served.send(post("/x")).status()).isEqualTo(503);
        }
    }

    @Test
    void aWaiterThatCannotBeAnsweredAsItShouldGetsNoEmptySuccess() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, LONG)
                .also(filter -> filter.problemRenderer((problem, request, response) -> {
                    if (problem.status() == 409) {
                        response.setStatus(200);
                        throw new IllegalStateException("planned");
                    }
                    response.setStatus(problem.status());
                }))
                .start()) {
            var unused = first(served);
            Future<WireResponse> waiter = waiter(served, 0);
            served.filter.destroy();
            gate.go.countDown();

            assertThat(answer(waiter).status()).isEqualTo(503);
        }
    }

    @Test
    void aStoreThatThrowsWhateverItLikesKeepsNobodyWaitingPastItsLimit() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, Duration.ofSeconds(1)).start()) {
            var unused = first(served);
            served.store.before(Operation.FIND, () -> {
                throw new StackOverflowError("planned");
            });

            assertThat(answer(waiter(served, 0)).text()).contains("store-unavailable");
            gate.go.countDown();
        }
    }

    @Test
    void theLooksGoOnAfterOneThatFailed() throws Exception {
        Gate gate = new Gate();
        AtomicInteger looks = new AtomicInteger();
        try (Served served = waiting(gate, LONG).start()) {
            var unused = first(served);
            served.store.before(Operation.FIND, () -> {
                looks.incrementAndGet();
                throw new IllegalStateException("planned");
            });
            Future<WireResponse> waiter = waiter(served, 0);
            Awaitility.await().until(() -> looks.get() > 2);
            served.store.recover();
            gate.go.countDown();

            assertThat(answer(waiter).text()).isEqualTo("done");
        }
    }

    @Test
    void waitersAreAnsweredThoughTheContainerHasNoThreadForThem() throws Exception {
        Gate gate = new Gate();
        RecordingListener listener = new RecordingListener();
        ExecutorService clients = Executors.newCachedThreadPool();
        QueuedThreadPool pool = new QueuedThreadPool(30, 30, 60_000, new ArrayBlockingQueue<>(8));
        Server server = new Server(pool);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        server.addConnector(connector);
        CountDownLatch idle = new CountDownLatch(1);
        server.setHandler(application(gate, listener, idle));
        server.start();
        try {
            int port = connector.getLocalPort();
            Future<WireResponse> first = clients.submit(() -> post("/x").send(port));
            Awaitility.await().until(() -> gate.runs.get() == 1);
            List<Future<WireResponse>> waiters = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                int count = i;
                waiters.add(clients.submit(() -> post("/x").send(port)));
                Awaitility.await().until(() -> listener.count("waiting") == count);
            }
            occupy(pool, idle);
            gate.go.countDown();

            assertThat(answer(first).text()).isEqualTo("done");
            for (Future<WireResponse> waiter : waiters) {
                assertThat(answer(waiter).text()).isEqualTo("done");
            }
            idle.countDown();
        } finally {
            server.stop();
            clients.shutdownNow();
        }
    }

    private static ServletContextHandler application(Gate gate, RecordingListener listener, CountDownLatch idle) {
        ServletContextHandler context = new ServletContextHandler("/");
        Filter filter = IdempotencyFilter.builder(TestStores.inProcess())
                .listener(listener)
                .rule(rule -> rule.path("/keyed/**").required().onConflict(ConflictPolicy.waitUpTo(LONG)))
                .build();
        for (Filter each : List.of(new KeepsItsThread(idle), new HeaderPrincipal(), filter)) {
            FilterHolder holder = new FilterHolder(each);
            holder.setAsyncSupported(true);
            context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        }
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                gate.pass(response);
            }
        };
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/keyed/*");
        return context;
    }

    private static void occupy(QueuedThreadPool pool, CountDownLatch idle) {
        try {
            while (true) {
                pool.execute(() -> await(idle));
            }
        } catch (RejectedExecutionException full) {
            // neither a thread nor a place in the queue is left
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that ended would take the next from the queue, and leave a place in it for a waiter to wait in. */
    private static final class KeepsItsThread extends HttpFilter {
        private static final long serialVersionUID = 1;

        private final transient CountDownLatch idle;

        KeepsItsThread(CountDownLatch idle) {
            this.idle = idle;
        }

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
            if (!request.isAsyncStarted()) {
                response.getWriter().close();
                await(idle);
            }
        }
    }

    @Test
    void aStopAnswersWhoeverWaits() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, LONG).start()) {
            var unused = first(served);
            Future<WireResponse> waiter = waiter(served, 0);
            served.filter.destroy();

            assertThat(answer(waiter).text()).contains("request-in-flight");
            gate.go.countDown();
        }
    }

    @Test
    void aDuplicateThatComesWhileTheFilterStopsIsAnswered() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, LONG).start()) {
            var unused = first(served);
            served.store.before(Operation.BEGIN, served.filter::destroy);

            assertThat(served.send(post("/x")).text()).contains("request-in-flight");
            gate.go.countDown();
        }
    }

    @Test
    void aWaiterThatIsGoneGivesItsPlaceBack() throws Exception {
        Gate gate = new Gate();
        Queue<AsyncContext> contexts = new ConcurrentLinkedQueue<>();
        Filter outer = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public AsyncContext startAsync(ServletRequest own, ServletResponse ownResponse) {
                        AsyncContext async = super.startAsync(own, ownResponse);
                        contexts.add(async);
                        return async;
                    }
                },
                response);
        try (Served served = waiting(gate, LONG)
                .outer(outer)
                .also(filter -> filter.maximumWaiters(1))
                .start()) {
            var unused = first(served);
            for (int i = 0; i < 5; i++) {
                Future<WireResponse> waiter = waiter(served, i);
                contexts.remove().complete(); // as a container does when the client is gone
                answer(waiter);
            }
            Future<WireResponse> last = waiter(served, 5);

            assertThat(served.send(post("/x")).text()).contains("request-in-flight");
            gate.go.countDown();
            assertThat(answer(last).text()).isEqualTo("done");
        }
    }

    @Test
    void aWaiterThatWasAnsweredGivesItsPlaceBack() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, Duration.ofMillis(100))
                .also(filter -> filter.maximumWaiters(1))
                .start()) {
            var unused = first(served);
            for (int i = 0; i < 3; i++) {
                assertThat(answer(waiter(served, i)).text()).contains("request-in-flight");
            }
            gate.go.countDown();
        }
    }

    @Test
    void aDuplicateThatCannotBeSuspendedTakesNoPlace() throws Exception {
        Gate gate = new Gate();
        Filter starting = (request, response, chain) -> {
            if (((HttpServletRequest) request).getHeader("X-Started") != null) {
                request.startAsync().setTimeout(100);
            }
            chain.doFilter(request, response);
        };
        try (Served served = waiting(gate, LONG)
                .outer(starting)
                .also(filter -> filter.maximumWaiters(1))
                .start()) {
            var unused = first(served);
            WireResponse refused = served.send(post("/x").header("X-Started", "yes"));
            Future<WireResponse> waiter = waiter(served, 0);
            gate.go.countDown();

            assertThat(refused.text()).contains("request-in-flight");
            assertThat(answer(waiter).text()).isEqualTo("done");
        }
    }

    @Test
    void aWaiterOfALapsedAttemptThatMayRunAgainIsToldToComeBack() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, LONG)
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**")
                                .required()
                                .onLapse(LapsePolicy.RUN_AGAIN)
                                .onConflict(ConflictPolicy.waitUpTo(LONG))))
                .start()) {
            var unused = first(served);
            served.store.fail(Operation.RENEW);
            WireResponse told = answer(waiter(served, 0));
            WireResponse retry = served.send(post("/x"));
            gate.go.countDown();

            assertThat(told.text()).contains("first-attempt-failed");
            assertThat(told.header("Retry-After")).hasValue("1");
            assertThat(retry.text()).isEqualTo("done");
        }
    }

    @Test
    void aWaiterThatFindsTheKeyFreeLeavesItFree() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, LONG).start()) {
            var unused = first(served);
            Future<WireResponse> waiter = waiter(served, 0);
            // the record expires between the look that finds an outcome, and the claim that fetches it
            served.store.before(Operation.BEGIN, () -> forgetEverything(served));
            gate.go.countDown();

            assertThat(answer(waiter).text()).contains("first-attempt-failed");
            served.store.recover();
            assertThat(served.send(post("/x")).text()).isEqualTo("done");
            assertThat(served.runs).hasValue(2);
        }
    }

    private static void forgetEverything(Served served) {
        IdempotencyRecords.of(served.store, "", ResponseCodec.plain()).forgetCaller("alice");
    }

    @Test
    void aClientThatHangsUpWhileItWaitsHarmsNobody() throws Exception {
        Gate gate = new Gate();
        try (Served served = waiting(gate, LONG).start()) {
            Future<WireResponse> first = first(served);
            try (WireConnection connection = new WireConnection(served.port())) {
                connection.send(("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                                + "Idempotency-Key: key-of-alice\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                Awaitility.await().until(() -> served.listener.count("waiting") == 1);
            }
            Future<WireResponse> other = waiter(served, 1);
            gate.go.countDown();

            assertThat(answer(first).text()).isEqualTo("done");
            assertThat(answer(other).text()).isEqualTo("done");
        }
    }
}
