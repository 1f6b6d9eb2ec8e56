package dev.holdfast.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.db.DatabaseAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A node: a connection pool, and a store on a table that it may share with other nodes. */
final class Node implements AutoCloseable {
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final Backend backend;
    private final DatabaseAddress address;
    private final String table;
    private final HikariDataSource pool;

    private Node(Backend backend, DatabaseAddress address, String table, Consumer<HikariConfig> settings) {
        this.backend = backend;
        this.address = address;
        this.table = table;
        this.pool = new HikariDataSource(config(address, settings));
    }

    private static HikariConfig config(DatabaseAddress address, Consumer<HikariConfig> settings) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        settings.accept(config);
        return config;
    }

    /** The first node of a table, which it creates. */
    static Node on(Backend backend) {
        return on(backend, config -> {});
    }

    static Node on(Backend backend, Consumer<HikariConfig> settings) {
        Node node = withoutTable(backend, settings);
        node.store().createSchema();
        return node;
    }

    static Node withoutTable(Backend backend) {
        return withoutTable(backend, config -> {});
    }

    private static Node withoutTable(Backend backend, Consumer<HikariConfig> settings) {
        var node = new Node(backend, backend.address(), "holdfast_test_" + TABLES.incrementAndGet(), settings);
        node.execute("drop table if exists " + node.table);
        return node;
    }

    /** Another node on the same table. */
    Node another() {
        return another(config -> {});
    }

    Node another(Consumer<HikariConfig> settings) {
        return new Node(backend, address, table, settings);
    }

    JdbcIdempotencyStore store() {
        return builder().build();
    }

    JdbcIdempotencyStore.Builder builder() {
        return builder(pool);
    }

    JdbcIdempotencyStore.Builder builder(DataSource dataSource) {
        return JdbcIdempotencyStore.builder(dataSource).table(table).dialect(backend.dialect);
    }

    HikariDataSource pool() {
        return pool;
    }

    String table() {
        return table;
    }

    Backend backend() {
        return backend;
    }

    DatabaseAddress address() {
        return address;
    }

    /** The database, past the store and its pool. */
    Jdbi jdbi() {
        return Jdbi.create(address.url(), address.user(), address.password());
    }

    void execute(String sql, Object... arguments) {
        jdbi().useHandle(handle -> handle.execute(sql, arguments));
    }

    /** A number that the table has. */
    long number(String expression) {
        return jdbi().withHandle(handle -> handle.select("select " + expression + " from " + table)
                .mapTo(Long.class)
                .one());
    }

    /** Lets every record of the table grow older. */
    void letTimePass(Duration time) {
        long micros = Micros.of(time);
        execute("update " + table + " set lease_until = lease_until - ?, expires_at = expires_at - ?", micros, micros);
    }

    @Override
    public void close() {
        pool.close();
    }
}
