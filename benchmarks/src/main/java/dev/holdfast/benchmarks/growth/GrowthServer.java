package dev.holdfast.benchmarks.growth;

import dev.holdfast.idempotency.ConflictPolicy;
import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A server on a free port of this machine, with the filter or without. */
final class GrowthServer implements AutoCloseable {
    /** Whose handler answers when it is told to. */
    static final String HELD = "/held";
    /** Whose handler reads the body to its end. */
    static final String UPLOAD = "/upload";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MANY = 100_000;
    private static final int BACKLOG = 1_024;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HeldServlet held = new HeldServlet();
    private final AtomicInteger waiting = new AtomicInteger();

    private GrowthServer() {}

    static GrowthServer start(boolean filtered) throws Exception {
        GrowthServer growth = new GrowthServer();
        growth.connector.setHost("127.0.0.1");
        growth.connector.setIdleTimeout(PATIENCE.toMillis());
        growth.connector.setAcceptQueueSize(BACKLOG);
        growth.server.addConnector(growth.connector);
        growth.server.setHandler(growth.context(filtered));
        growth.server.start();
        return growth;
    }

    private ServletContextHandler context(boolean filtered) {
        ServletContextHandler context = new ServletContextHandler("/");
        if (filtered) {
            IdempotencyFilter filter = filter();
            context.addServletContainerInitializer((classes, servletContext) -> filter.install(servletContext));
        }
        ServletHolder holding = new ServletHolder(held);
        holding.setAsyncSupported(true);
        context.addServlet(holding, HELD);
        context.addServlet(new ServletHolder(new CountingServlet()), UPLOAD);
        return context;
    }

    private IdempotencyFilter filter() {
        return IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
                .anonymousCaller("clients")
                .rule(rule -> rule.path("/**").required().onConflict(ConflictPolicy.waitUpTo(PATIENCE)))
                .maximumWaiters(MANY)
                .listener(new IdempotencyListener() {
                    @Override
                    public void waiting(IdempotencyEvent event) {
                        waiting.incrementAndGet();
                    }
                })
                .build();
    }

    int port() {
        return connector.getLocalPort();
    }

    /** How many duplicates have begun to wait so far. */
    int waiting() {
        return waiting.get();
    }

    HeldServlet held() {
        return held;
    }

    @Override
    public void close() {
        held.release();
        LifeCycle.stop(server);
    }
}
