package dev.holdfast.compatibility;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.RequestTransactions;
import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The application on a database and a pool of its own. Under {@code /keyed} each request is one transaction, under
 * {@code /fenced} it is protected without, and under {@code /free} it is not protected.
 */
final class Shop implements AutoCloseable {
    private final DatabaseAddress address;
    private final HikariDataSource pool;
    private final DataSource database;
    private final OperationsServlet operations = new OperationsServlet();
    private final LeftoversFilter leftovers = new LeftoversFilter();
    private final JettyServer server;

    private Shop(Database kind, int connections, QueuedThreadPool threads, boolean isProtected) throws SQLException {
        address = kind.fresh();
        pool = pool(address, connections);
        database = isProtected ? RequestTransactions.wrap(pool) : pool;
        server = JettyServer.start(threads, application -> {
            application.filter(leftovers).filter(new HeaderPrincipal());
            if (isProtected) {
                application.filter(filter(database));
            }
            for (String path : List.of("/keyed/*", "/fenced/*", "/free/*")) {
                application.servlet(path, operations);
            }
        });
    }

    /** The application behind the filter. */
    static Shop open(Database kind, int connections, QueuedThreadPool threads) throws SQLException {
        return new Shop(kind, connections, threads, true);
    }

    /** The application that nobody has wrapped anything around. */
    static Shop without(Database kind) throws SQLException {
        return new Shop(kind, 2, new QueuedThreadPool(20), false);
    }

    private static HikariDataSource pool(DatabaseAddress address, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    private static IdempotencyFilter filter(DataSource database) {
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        store.createSchema();
        return IdempotencyFilter.builder(store)
                .rule(rule -> rule.methods("POST").path("/keyed/**").required())
                .rule(rule -> rule.methods("POST").path("/fenced/**").required().requestTransaction(false))
                .build();
    }

    /** What the application uses. */
    DataSource database() {
        return database;
    }

    Shop on(String name, Operation operation) {
        operations.add(name, operation);
        return this;
    }

    /** A request under a key of its own. */
    static WireRequest request(String path, String... names) {
        String query = names.length == 0 ? "" : "?name=" + String.join("&name=", names);
        return WireRequest.of("POST", path + query)
                .header("X-User", "alice")
                .key('"' + UUID.randomUUID().toString() + '"');
    }

    WireResponse send(WireRequest request) throws IOException {
        return request.send(server.port());
    }

    WireResponse post(String path, String... names) throws IOException {
        return send(request(path, names));
    }

    /** What others see. */
    List<String> rows() throws SQLException {
        return rows("purchase");
    }

    List<String> rows(String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = Database.connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from " + table + " order by id")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** By somebody else. */
    void run(String sql) throws SQLException {
        Database.run(address, sql);
    }

    int activeConnections() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    List<String> leftovers() {
        return leftovers.leftovers();
    }

    @Override
    public void close() {
        server.close();
        pool.close();
    }
}
