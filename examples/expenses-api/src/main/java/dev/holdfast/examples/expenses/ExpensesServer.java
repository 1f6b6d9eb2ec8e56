package dev.holdfast.examples.expenses;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.examples.expenses.api.ExpensesApi;
import dev.holdfast.examples.expenses.measures.Measures;
import dev.holdfast.examples.expenses.page.Page;
import dev.holdfast.jdbc.RequestTransactions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.component.LifeCycle;

/** The API on a running server. Closing it first lets the requests that are being answered end. */
final class ExpensesServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Server server;
    private final ServerConnector connector;
    private final HikariDataSource pool;

    private ExpensesServer(Server server, ServerConnector connector, HikariDataSource pool) {
        this.server = server;
        this.connector = connector;
        this.pool = pool;
    }

    static ExpensesServer start(Options options) throws StartException {
        HikariDataSource pool = Database.open(options.database());
        DataSource database = options.mode() == Mode.TRANSACTIONAL ? RequestTransactions.wrap(pool) : pool;
        Server server = new Server();
        ExpensesServer expenses = new ExpensesServer(server, connector(server, options), pool);
        try {
            server.setHandler(new GracefulHandler(context(database, options.mode())));
            server.start();
            return expenses;
        } catch (IOException failure) {
            expenses.close();
            String address = options.host() + ":" + options.port();
            throw new StartException("Cannot listen on " + address + ": " + reason(failure), failure);
        } catch (Exception failure) {
            expenses.close();
            throw new StartException("The server cannot start: " + failure, failure);
        }
    }

    private static String reason(IOException failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    }

    private static ServerConnector connector(Server server, Options options) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(options.host());
        connector.setPort(options.port());
        server.addConnector(connector);
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(GRACE.toMillis());
        return connector;
    }

    private static ServletContextHandler context(DataSource database, Mode mode) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setSecurityHandler(DemoUsers.security());
        context.setErrorHandler(new JsonErrors());
        Measures measures = mode == Mode.UNPROTECTED ? Measures.off() : Measures.on(Clock.systemUTC());
        context.addServletContainerInitializer(measures);
        if (mode != Mode.UNPROTECTED) {
            Protection.install(context, database, measures);
        }
        context.addServletContainerInitializer(ExpensesApi.on(database));
        context.addServletContainerInitializer(new Page());
        return context;
    }

    /** Where a client on this machine reaches the server. */
    URI address() {
        return URI.create("http://" + host(connector.getHost()) + ":" + connector.getLocalPort());
    }

    private static String host(String bound) {
        try {
            InetAddress address = InetAddress.getByName(bound);
            boolean local = address.isAnyLocalAddress() || address.isLoopbackAddress();
            return local ? "localhost" : HostPort.normalizeHost(bound);
        } catch (IOException unknown) {
            return bound;
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        pool.close();
    }
}
