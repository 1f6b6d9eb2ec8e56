package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.StoreException;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in words that name neither keys nor callers. Jdbi's own exceptions are left out of the causes, for
 * they tell what was bound. Immutable.
 */
final class Failure {
    /** What a unique key, a table or an index answers when it appeared meanwhile. */
    private static final Set<String> APPEARED = Set.of("23505", "42710", "42P07", "42S01", "42S11");

    /** Vendor codes without a telling SQLState; those of MariaDB and MySQL have four digits, those of H2 five. */
    private static final Set<Integer> CONTENTION = Set.of(
            1020, // record has changed since last read
            1062, // duplicate entry
            1205, // lock wait timeout exceeded
            1213, // deadlock found
            50200, // timeout trying to lock
            90131); // concurrent update

    private static final int H2_GENERAL_ERROR = 50000;

    private final Throwable cause;

    private Failure(Throwable cause) {
        this.cause = cause;
    }

    static Failure of(Exception thrown) {
        return new Failure(root(thrown));
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof JdbiException && cause != null ? root(cause) : thrown;
    }

    /** Whether somebody else was quicker: nothing was changed, and another try may succeed. */
    boolean isContention() {
        return cause instanceof SQLException failure
                && (state(failure).startsWith("40") // transaction rollback: serialization failure, deadlock
                        || APPEARED.contains(state(failure))
                        || CONTENTION.contains(failure.getErrorCode())
                        || isH2IndexThatAppeared(failure));
    }

    /** H2 looks whether the index is there, makes it, and fails without a code of its own if it is there by then. */
    private static boolean isH2IndexThatAppeared(SQLException failure) {
        return failure.getErrorCode() == H2_GENERAL_ERROR
                && String.valueOf(failure.getMessage()).contains("already exists");
    }

    StoreException toStoreException(String task, String table) {
        if (cause instanceof StoreException exception) {
            return exception;
        }
        return new StoreException(message(task) + ": " + reason(table), cause);
    }

    static String message(String task) {
        return "The idempotency store could not " + task;
    }

    private String reason(String table) {
        if (!(cause instanceof SQLException failure)) {
            return "its data source failed";
        }
        String state = state(failure);
        // Syntax error or access rule violation, invalid schema name
        if (state.startsWith("42") || state.startsWith("3F")) {
            return "the table " + table + " is not there, not of the shape that this version needs, or not open to this"
                    + " user (SQLState " + state + "); createSchema() or the shipped schema makes it";
        }
        return "its database failed or cannot be reached (SQLState " + state + ")";
    }

    private static String state(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "unknown" : state;
    }
}
