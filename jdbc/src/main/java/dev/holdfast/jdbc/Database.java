package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The way to the records: connections, transactions, time limits and further tries.
 *
 * <p>Thread-safe.
 */
final class Database {
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

    private record Target(Dialect dialect, Jdbi jdbi, Sql sql) {}

    private interface Work<T> {
        Optional<T> on(Handle handle, Target target) throws SQLException;
    }

    /**
     * Runs a task. Where connections commit by themselves each statement is a transaction; where they do not, the task
     * is one.
     *
     * @param name the task in words, for messages
     * @param task what to do, again if it answers nothing or lost against somebody else
     */
    <T> T call(String name, Function<Records, Optional<T>> task) {
        return retry(name, (handle, target) -> {
            Optional<T> answer = task.apply(new Records(handle, target.sql()));
            commit(handle);
            return answer;
        });
    }

    /** Runs a task in a transaction that leaves nothing behind. */
    <T> T rehearse(String name, Function<Records, T> task) {
        return retry(name, (handle, target) -> {
            handle.begin();
            try {
                return Optional.of(task.apply(new Records(handle, target.sql())));
            } finally {
                handle.rollback();
            }
        });
    }

    /** Runs the script of the dialect, which does nothing to what is there. */
    void createSchema() {
        retry("create the table " + table, (handle, target) -> {
            handle.createScript(Schema.script(target.dialect(), table)).executeAsSeparateStatements();
            commit(handle);
            return Optional.of(table);
        });
    }

    private static void commit(Handle handle) throws SQLException {
        if (!handle.getConnection().getAutoCommit()) {
            handle.commit();
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
        try (Handle handle = target.jdbi().open()) {
            Connection connection = handle.getConnection();
            return NetworkTimeout.within(patience, connection, () -> undoing(work, handle, target));
        }
    }

    private static <T> Optional<T> undoing(Work<T> work, Handle handle, Target target) throws SQLException {
        try {
            return work.on(handle, target);
        } catch (RuntimeException | SQLException e) {
            undo(handle, e);
            throw e;
        }
    }

    private static void undo(Handle handle, Exception reason) {
        try {
            Connection connection = handle.getConnection();
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
            target = new Target(dialect, jdbi(dialect), dialect.sql(table));
            known = target;
        }
        return target;
    }

    private Dialect detect() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Dialect.of(connection.getMetaData());
        }
    }

    private Jdbi jdbi(Dialect dialect) {
        Jdbi jdbi = Jdbi.create(dataSource);
        SqlStatements statements = jdbi.getConfig(SqlStatements.class);
        statements.setUnusedBindingAllowed(true); // what one dialect's statement needs, another's may not
        statements.setIncludeBindingsInTelemetry(false);
        if (dialect.limitsStatements()) {
            statements.setQueryTimeout(Math.toIntExact(statementTimeout.toSeconds()));
        }
        return jdbi;
    }
}
