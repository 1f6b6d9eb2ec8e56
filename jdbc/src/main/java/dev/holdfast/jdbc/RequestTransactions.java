package dev.holdfast.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The application's data source, for exactly one effect: while a request runs under its idempotency key, every connection
 * that its thread takes is that request's one transaction, in which its record is written too.
 *
 * <pre>{@code
 * DataSource database = RequestTransactions.wrap(pool);       // for the application, in place of the pool
 * var store = JdbcIdempotencyStore.builder(database).build(); // for the filter: gives Guarantee.TRANSACTIONAL
 * }</pre>
 *
 * <p>In such a request, a commit is deferred to the end of the request, a rollback takes back what came since the
 * application's last commit, closing a connection gives nothing back to the pool, and statements under auto-commit join.
 * At the end everything commits at once, or nothing does. Elsewhere a connection is the pool's own.
 *
 * <p>What cannot be had there fails with an {@link SQLException} that says so: two transactions side by side, such as
 * Spring's {@code REQUIRES_NEW}; another thread; a stronger isolation than the pool's; another user; SQL that ends
 * transactions, which includes DDL on MariaDB, MySQL and H2. That a connection is read-only is a hint, and not enforced.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class RequestTransactions implements DataSource {
    private final DataSource pool;

    private RequestTransactions(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Puts itself around a pool, which stays the caller's to close.
     *
     * @param pool the application's connection pool
     * @throws IllegalArgumentException if it is wrapped already
     */
    public static RequestTransactions wrap(DataSource pool) {
        Objects.requireNonNull(pool, "pool");
        if (of(pool).isPresent()) {
            throw new IllegalArgumentException("The data source has request transactions already");
        }
        return new RequestTransactions(pool);
    }

    /** Those that a data source is, or has inside. */
    static Optional<RequestTransactions> of(DataSource dataSource) {
        try {
            return dataSource.isWrapperFor(RequestTransactions.class)
                    ? Optional.of(dataSource.unwrap(RequestTransactions.class))
                    : Optional.empty();
        } catch (SQLException | RuntimeException e) {
            return Optional.empty(); // it does not know what it is yet, so it is none of ours
        }
    }

    /** The data source without transactions of requests: the pool, if it is ours. */
    static DataSource beneath(DataSource dataSource) {
        return of(dataSource).map(transactions -> transactions.pool).orElse(dataSource);
    }

    DataSource pool() {
        return pool;
    }

    /** The transaction of the request that the calling thread is working on. */
    Optional<RequestTransaction> current() {
        return RequestTransaction.current().filter(transaction -> transaction.isOf(this));
    }

    /** A connection of the request's transaction, or one of the pool. */
    @Override
    public Connection getConnection() throws SQLException {
        Optional<RequestTransaction> transaction = RequestTransaction.current();
        if (transaction.isEmpty()) {
            RequestTransaction.reportStrayThread();
            return pool.getConnection();
        }
        if (transaction.get().isOf(this)) {
            return transaction.get().share();
        }
        transaction.get().reportOtherDatabase();
        return pool.getConnection();
    }

    /**
     * A connection of another user, from the pool.
     *
     * @throws SQLException also if the request runs in a transaction, which is that of the pool's user
     */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        if (current().isPresent()) {
            throw new SQLFeatureNotSupportedException(
                    "In a request transaction every connection is that of the pool's own user");
        }
        return pool.getConnection(username, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(pool) ? type.cast(pool) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(pool) || pool.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return "RequestTransactions[" + pool + "]";
    }
}
