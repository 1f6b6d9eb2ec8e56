package dev.holdfast.testkit.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty on a port of this machine, for tests. */
public final class JettyServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    private JettyServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Starts a server on a free port, whose context is set up by {@code application}. */
    public static JettyServer start(Consumer<Application> application) {
        return start(0, application);
    }

    /** Starts a server on a port, 0 for a free one, whose context is set up by {@code application}. */
    public static JettyServer start(int port, Consumer<Application> application) {
        return start(port, new QueuedThreadPool(80), application);
    }

    /** Starts a server on a free port, on threads of one's choice. */
    public static JettyServer start(QueuedThreadPool threads, Consumer<Application> application) {
        return start(0, threads, application);
    }

    private static JettyServer start(int port, QueuedThreadPool threads, Consumer<Application> application) {
        threads.setName("jetty");
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        application.accept(new Application(context));
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw e instanceof RuntimeException known ? known : new IllegalStateException("Jetty did not start", e);
        }
        return new JettyServer(server, connector);
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** How many of its threads are at work. */
    public int busyThreads() {
        return server.getThreadPool().getThreads() - server.getThreadPool().getIdleThreads();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }

    /** What is deployed. */
    public static final class Application {
        private final ServletContextHandler context;

        private Application(ServletContextHandler context) {
            this.context = context;
        }

        /** Adds a filter on every path, after those before it. */
        public Application filter(Filter filter) {
            FilterHolder holder = new FilterHolder(filter);
            holder.setAsyncSupported(true);
            context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
            return this;
        }

        /** Adds a servlet. */
        public Application servlet(String path, HttpServlet servlet) {
            context.addServlet(holder(servlet), path);
            return this;
        }

        /** Adds a servlet whose multipart bodies the container parses. */
        public Application multipart(String path, HttpServlet servlet) {
            ServletHolder holder = holder(servlet);
            holder.getRegistration().setMultipartConfig(new MultipartConfigElement(null, -1, -1, 1024));
            context.addServlet(holder, path);
            return this;
        }

        /** What else there is to set up. */
        public ServletContextHandler context() {
            return context;
        }

        private static ServletHolder holder(HttpServlet servlet) {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            return holder;
        }
    }
}
