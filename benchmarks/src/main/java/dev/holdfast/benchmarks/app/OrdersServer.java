package dev.holdfast.benchmarks.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The application on a free port of this machine. */
public final class OrdersServer implements AutoCloseable {
    /** The path whose handler has a transaction of its own. */
    public static final String TRANSACTION = "/orders/transaction";
    /** The path whose handler relies on auto-commit. */
    public static final String AUTO_COMMIT = "/orders/auto-commit";

    private static final int POOL = 10;

    private final HikariDataSource pool;
    private final Server server;
    private final ServerConnector connector;

    private OrdersServer(HikariDataSource pool, Server server, ServerConnector connector) {
        this.pool = pool;
        this.server = server;
        this.connector = connector;
    }

    /** Starts it on a database that needs no more than the address says. */
    public static OrdersServer start(String database, Protection protection) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database);
        config.setMaximumPoolSize(POOL);
        HikariDataSource pool = new HikariDataSource(config);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        OrdersServer orders = new OrdersServer(pool, server, connector);
        try {
            server.setHandler(context(protection, protection.database(pool)));
            server.start();
            return orders;
        } catch (Exception e) {
            orders.close();
            throw e;
        }
    }

    private static ServletContextHandler context(Protection protection, DataSource database) throws SQLException {
        Orders orders = new Orders(database);
        orders.createTable();
        ServletContextHandler context = new ServletContextHandler("/");
        protection
                .filter(database)
                .ifPresent(filter -> context.addServletContainerInitializer(
                        (classes, servletContext) -> filter.install(servletContext)));
        if (protection == Protection.BY_HAND) {
            RecordsByHand records = new RecordsByHand(database);
            records.createTable();
            context.addServlet(new ServletHolder(OrdersServlet.byHand(records)), "/orders/*");
            return context;
        }
        context.addServlet(new ServletHolder(OrdersServlet.inTransaction(orders)), TRANSACTION);
        context.addServlet(new ServletHolder(OrdersServlet.underAutoCommit(orders)), AUTO_COMMIT);
        return context;
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Has new connections for old: PostgreSQL adds up what a connection has done when it ends, or seconds later. */
    void replaceConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        pool.close();
    }
}
