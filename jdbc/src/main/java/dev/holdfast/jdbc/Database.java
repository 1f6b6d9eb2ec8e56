package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the records: connections, transactions, time limits and further tries.
 *
 * <p>Thread-safe.
 */
final class Database {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int LONGEST_PAUSE_MILLIS = 20;

    private final DataSource dataSource;
    private final String table;
    private final @Nullable Dialect configured;
    private final Duration statementTimeout;

    /** What the first connection told. Several threads may find out at once; they find the same. */
    private volatile @Nullable Target known;

    Database(DataSource dataSource, String table, @Nullable Dialect configured, Duration statementTimeout) {
        this.dataSource = dataSource;
        this.table = table;
        this.configured = configured;
        this.statementTimeout = statementTimeout;
    }

    private record Target(Dialect dialect, Sql sql) {}

    private interface Work<T> {
        Optional<T> on(Connection connection, Target target) throws SQLException;
    }

    /** Something to be done with the records. */
    interface Task<T> {
        T on(Records records) throws SQLException;
    }

    /**
     * Runs a task. Where connections commit by themselves each statement is a transaction; where they do not, the task
     * is one.
     *
     * @param name the task in words, for messages
     * @param task what to do, again if it answers nothing or lost against somebody else
     */
    <T> T call(String name, Task<Optional<T>> task) {
        return retry(name, (connection, target) -> {
            Optional<T> answer = task.on(records(connection, target));
            commit(connection);
            return answer;
        });
    }

    /** Runs a task in a transaction that leaves nothing behind. */
    <T> T rehearse(String name, Task<T> task) {
        return retry(name, (connection, target) -> {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T answer = task.on(records(connection, target));
                connection.rollback();
                return Optional.of(answer);
            } catch (SQLException | RuntimeException e) {
                undo(connection, e); // what was wrong is not to be hidden by what follows from it
                throw e;
            } finally {
                putBack(autoCommit, connection);
            }
        });
    }

    private static void putBack(boolean autoCommit, Connection connection) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            log.debug("A connection could not be put back to auto-commit", e);
        }
    }

    private Records records(Connection connection, Target target) {
        return new Records(connection, target.sql(), seconds(target));
    }

    /** How long the database may take for a statement; 0 where it cannot be told. */
    private int seconds(Target target) {
        return target.dialect().limitsStatements() ? Math.toIntExact(statementTimeout.toSeconds()) : 0;
    }

    /** Runs the script of the dialect, which does nothing to what is there. */
    void createSchema() {
        retry("create the table " + table, (connection, target) -> {
            Handle handle = Jdbi.open(connection); // closed with its connection
            handle.getConfig(SqlStatements.class).setQueryTimeout(seconds(target));
            handle.createScript(Schema.script(target.dialect(), table)).executeAsSeparateStatements();
            commit(connection);
            return Optional.of(table);
        });
    }

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private <T> T retry(String name, Work<T> work) {
        long start = System.nanoTime();
        int tries = 0;
        do {
            pause(tries++);
            try {
                Optional<T> answer = once(work);
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (RuntimeException | SQLException e) {
                Failure failure = Failure.of(e);
                if (!failure.isContention()) {
                    throw failure.toStoreException(name, table);
                }
            }
        } while (System.nanoTime() - start < statementTimeout.toNanos());
        throw new StoreException(Failure.message(name) + ": others were quicker at each of " + tries + " tries");
    }

    /** Lets those that met at one record part: not at all before the first two tries, then at random. */
    private static void pause(int tries) {
        if (tries > 1) {
            int bound = Math.min(tries, LONGEST_PAUSE_MILLIS);
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(bound + 1)));
        }
    }

    private <T> Optional<T> once(Work<T> work) throws SQLException {
        Target target = target();
        // The database is to give up first: that leaves the connection in use.
        int patience = Math.toIntExact(statementTimeout.plusSeconds(1).toMillis());
        try (Connection connection = dataSource.getConnection()) {
            return NetworkTimeout.within(patience, connection, () -> undoing(work, connection, target));
        }
    }

    private static <T> Optional<T> undoing(Work<T> work, Connection connection, Target target) throws SQLException {
        try {
            return work.on(connection, target);
        } catch (RuntimeException | SQLException e) {
            undo(connection, e);
            throw e;
        }
    }

    private static void undo(Connection connection, Exception reason) {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private Target target() throws SQLException {
        Target target = known;
        if (target == null) {
            Dialect dialect = configured == null ? detect() : configured;
            target = new Target(dialect, dialect.sql(table));
            known = target;
        }
        return target;
    }

    private Dialect detect() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Dialect.of(connection.getMetaData());
        }
    }
}
