package dev.holdfast.testkit;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyFilterBuilder;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Handlers of a test's own, once bare and once behind the filter, on one server. */
final class Served implements AutoCloseable {
    /** What a test's servlet does. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    final RecordingListener listener = new RecordingListener();
    final AtomicInteger runs = new AtomicInteger();
    final FaultyStore store;
    final Filter filter;
    private final JettyServer server;
    private final ExecutorService clients = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        return thread;
    });

    private Served(Setup setup) {
        this.store = new FaultyStore(setup.store);
        IdempotencyFilterBuilder builder =
                setup.filter.apply(IdempotencyFilter.builder(store).listener(listener));
        this.filter = builder.build();
        this.server = JettyServer.start(application -> {
            setup.outer.forEach(application::filter);
            application.filter(new HeaderPrincipal()).filter(filter);
            setup.inner.forEach(application::filter);
            for (String base : List.of("/keyed", "/bare")) {
                application.servlet(base + "/*", servlet(setup.handler));
                application.multipart(base + "-parts/*", servlet(setup.handler));
            }
            application.servlet(
                    "/other/*",
                    servlet((request, response) -> response.getWriter().print("other")));
        });
    }

    private HttpServlet servlet(Handler handler) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws IOException, ServletException {
                runs.incrementAndGet();
                handler.handle(request, response);
            }
        };
    }

    static Setup handler(Handler handler) {
        return new Setup(handler);
    }

    int port() {
        return server.port();
    }

    /** A keyed POST by alice. */
    static WireRequest post(String path) {
        return WireRequest.of("POST", "/keyed" + path).header("X-User", "alice").key("key-of-alice");
    }

    WireResponse send(WireRequest request) throws IOException {
        return request.send(server.port());
    }

    <T> Future<T> inBackground(Callable<T> work) {
        return clients.submit(work);
    }

    @Override
    public void close() {
        server.close();
        clients.shutdownNow();
    }

    /** What is served. */
    static final class Setup {
        private final Handler handler;
        private final List<Filter> outer = new ArrayList<>();
        private final List<Filter> inner = new ArrayList<>();
        private UnaryOperator<IdempotencyFilterBuilder> filter =
                builder -> builder.rule(rule -> rule.path("/keyed/**").required())
                        .rule(rule -> rule.path("/keyed-parts/**").required());
        private IdempotencyStore store = TestStores.inProcess();

        private Setup(Handler handler) {
            this.handler = handler;
        }

        Setup outer(Filter filter) {
            outer.add(filter);
            return this;
        }

        Setup inner(Filter filter) {
            inner.add(filter);
            return this;
        }

        Setup filter(UnaryOperator<IdempotencyFilterBuilder> description) {
            filter = description;
            return this;
        }

        Setup also(UnaryOperator<IdempotencyFilterBuilder> more) {
            UnaryOperator<IdempotencyFilterBuilder> before = filter;
            filter = builder -> more.apply(before.apply(builder));
            return this;
        }

        Setup store(IdempotencyStore other) {
            store = other;
            return this;
        }

        Served start() {
            return new Served(this);
        }
    }
}
