package dev.holdfast.benchmarks.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletException;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** The echo servlet behind a {@link Stack}, on a free port of this machine. */
public final class NotesServer implements AutoCloseable {
    private static final int POOL = 10;

    private final @Nullable HikariDataSource pool;
    private final Server server;
    private final ServerConnector connector;

    private NotesServer(@Nullable HikariDataSource pool, Server server, ServerConnector connector) {
        this.pool = pool;
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts it.
     *
     * @param memoryRetention how long records in memory are kept; those in a database are for a day
     * @param database the address of an empty one, for a stack that needs it
     */
    public static NotesServer start(Stack stack, Duration memoryRetention, String database) throws Exception {
        HikariDataSource pool = stack.hasDatabase() ? pool(database) : null;
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        NotesServer notes = new NotesServer(pool, server, connector);
        try {
            server.setHandler(context(stack, new StackFilters(memoryRetention, pool)));
            server.start();
            return notes;
        } catch (Exception e) {
            notes.close();
            throw e;
        }
    }

    private static HikariDataSource pool(String database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database);
        config.setMaximumPoolSize(POOL);
        return new HikariDataSource(config);
    }

    private static ServletContextHandler context(Stack stack, StackFilters filters) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer((classes, servletContext) -> {
            try {
                filters.install(stack, servletContext);
            } catch (SQLException e) {
                throw new ServletException(e);
            }
        });
        if (stack == Stack.JETTY_STATIC) {
            NoteFile.serve(context);
        } else {
            context.addServlet(new ServletHolder(new NotesServlet()), Note.COLLECTION + "/*");
        }
        return context;
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        if (pool != null) {
            pool.close();
        }
    }
}
