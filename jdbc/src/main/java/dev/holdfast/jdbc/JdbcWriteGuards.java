package dev.holdfast.jdbc;

import dev.holdfast.etag.GuardTimeoutException;
import dev.holdfast.etag.WriteGuards;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards that reach over all nodes that share a database: a resource's name chooses one of 512 rows of the table
 * {@code holdfast_guard}, which is locked until the request is over. The database lets go of it when a node dies.
 *
 * <p>On {@link RequestTransactions}, a request that runs in a transaction locks the row there, and it is let go of when that
 * ends. For the others, a guard that is held is a connection in use, beside those that the application takes. So that they cannot starve the
 * application of connections, no more than {@link Builder#maximumConnections} are held or waited for at once, which must
 * be less than the pool has.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class JdbcWriteGuards implements WriteGuards {
    static final int STRIPES = 512;
    private static final Logger log = LoggerFactory.getLogger(JdbcWriteGuards.class);

    private final DataSource dataSource;
    private final Optional<RequestTransactions> transactions;
    private final Semaphore connections;
    /** Within a node, one waits at the database for each row, and the others wait for that one. */
    private final Semaphore[] stripes = new Semaphore[STRIPES];

    private JdbcWriteGuards(DataSource dataSource, int maximumConnections) {
        this.dataSource = RequestTransactions.beneath(dataSource);
        this.transactions = RequestTransactions.of(dataSource);
        this.connections = new Semaphore(maximumConnections, true);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Semaphore(1, true);
        }
    }

    /**
     * Starts to describe guards.
     *
     * @param dataSource a connection pool, which stays the caller's to close, or {@link RequestTransactions} around it
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /**
     * Creates the table and its rows unless they are there, by the shipped {@code guards-*.sql}. Any number of nodes may call
     * it at once.
     *
     * @throws IllegalStateException if the database cannot be reached or does not allow it
     */
    public void createSchema() {
        Script.run(dataSource, "guards", "holdfast_guard");
    }

    @Override
    public Guard enter(String resource, Duration limit) throws GuardTimeoutException {
        long deadline = System.nanoTime() + limit.toNanos();
        int stripe = stripe(resource);
        Optional<RequestTransaction> transaction = transactions.flatMap(RequestTransactions::current);
        if (transaction.isPresent()) {
            return lockedIn(transaction.get(), stripe, deadline);
        }
        take(stripes[stripe], deadline);
        try {
            take(connections, deadline);
            try {
                Connection connection = locked(stripe, deadline);
                return held(connection, stripe);
            } catch (GuardTimeoutException | RuntimeException | Error e) {
                connections.release();
                throw e;
            }
        } catch (GuardTimeoutException | RuntimeException | Error e) {
            stripes[stripe].release();
            throw e;
        }
    }

    /** The row stays locked until the transaction ends; a lock that is not to be had is the end of it. */
    private static Guard lockedIn(RequestTransaction transaction, int stripe, long deadline)
            throws GuardTimeoutException {
        try {
            lockWithin(transaction, stripe, deadline);
            return () -> {};
        } catch (SQLException | RuntimeException e) {
            transaction.spoil("the guard of a resource was not to be had");
            throw new GuardTimeoutException("The row of the guard could not be locked", e);
        }
    }

    private static void lockWithin(RequestTransaction transaction, int stripe, long deadline) throws SQLException {
        Connection connection = transaction.connection();
        transaction.touch();
        if (transaction.dialect() != Dialect.POSTGRESQL) {
            lock(connection, stripe, deadline);
            return;
        }
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        NetworkTimeout.within(Math.toIntExact(millis + 2_000), connection, () -> {
            // what the application had set is put back, all in one round trip
            try (PreparedStatement statement = connection.prepareStatement("""
                    select set_config('holdfast.lock_timeout', current_setting('lock_timeout'), true),
                      set_config('lock_timeout', ?, true);
                    select stripe from holdfast_guard where stripe = ? for update;
                    select set_config('lock_timeout', current_setting('holdfast.lock_timeout'), true)""")) {
                statement.setString(1, Long.toString(millis));
                statement.setInt(2, stripe);
                statement.execute();
                statement.getMoreResults();
                requireRow(statement.getResultSet(), stripe);
            }
            return stripe;
        });
    }

    private static void requireRow(ResultSet row, int stripe) throws SQLException {
        if (!row.next()) {
            throw new SQLException("The table holdfast_guard has no row " + stripe
                    + "; createSchema() or the shipped guards-*.sql makes them");
        }
    }

    private static int stripe(String resource) {
        try {
            // not the hash of Java's strings: every node has to choose the same, whatever it runs on
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource.getBytes(StandardCharsets.UTF_8));
            return ((digest[0] & 0xff) << 8 | (digest[1] & 0xff)) % STRIPES;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has it", e);
        }
    }

    private static void take(Semaphore semaphore, long deadline) throws GuardTimeoutException {
        try {
            if (!semaphore.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new GuardTimeoutException("Others were writing for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuardTimeoutException("The thread was interrupted", e);
        }
    }

    private Connection locked(int stripe, long deadline) throws GuardTimeoutException {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw new GuardTimeoutException("There is no connection to the database", e);
        }
        try {
            connection.setAutoCommit(false);
            lock(connection, stripe, deadline);
            return connection;
        } catch (SQLException | RuntimeException e) {
            giveBack(connection);
            throw new GuardTimeoutException("The row of the guard could not be locked", e);
        }
    }

    private static void lock(Connection connection, int stripe, long deadline) throws SQLException {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        Dialect dialect = Dialect.of(connection.getMetaData());
        // the database is to give up first
        NetworkTimeout.within(Math.toIntExact(millis + 2_000), connection, () -> {
            if (dialect == Dialect.POSTGRESQL) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local lock_timeout = " + millis);
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(dialect.lockGuard(millis))) {
                if (dialect == Dialect.MYSQL) {
                    statement.setQueryTimeout(wholeSeconds(millis));
                }
                statement.setInt(1, stripe);
                try (ResultSet row = statement.executeQuery()) {
                    requireRow(row, stripe);
                }
            }
            return stripe;
        });
    }

    static int wholeSeconds(long millis) {
        return Math.toIntExact((millis + 999) / 1000);
    }

    private Guard held(Connection connection, int stripe) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                giveBack(connection);
                connections.release();
                stripes[stripe].release();
            }
        };
    }

    private static void giveBack(Connection connection) {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            log.warn("A guard's connection broke; the database has let go of its row", e);
        }
    }

    @Override
    public String reach() {
        return "all nodes that share the database";
    }

    /**
     * The options of guards. Each may be set once.
     *
     * <p>Not thread-safe.
     *
     * @since 0.1
     */
    public static final class Builder {
        private static final int DEFAULT_CONNECTIONS = 4;
        private static final int MOST_CONNECTIONS = 1000;

        private final DataSource dataSource;
        private int maximumConnections;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * How many connections guards hold or wait with at once, 1 to 1000; default 4. It bounds how many writes run at
         * once, and must leave connections of the pool for what these writes do themselves.
         *
         * @throws IllegalArgumentException if it is out of these bounds
         * @throws IllegalStateException if it was set before
         */
        public Builder maximumConnections(int number) {
            if (maximumConnections != 0) {
                throw new IllegalStateException(
                        "maximumConnections is set twice: to " + maximumConnections + " and to " + number);
            }
            if (number < 1 || number > MOST_CONNECTIONS) {
                throw new IllegalArgumentException(
                        "maximumConnections is " + number + ": it must be from 1 to " + MOST_CONNECTIONS);
            }
            maximumConnections = number;
            return this;
        }

        /** The guards. */
        public JdbcWriteGuards build() {
            return new JdbcWriteGuards(dataSource, maximumConnections == 0 ? DEFAULT_CONNECTIONS : maximumConnections);
        }
    }
}
