package dev.holdfast.benchmarks.stores;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with a database. Immutable.
 *
 * @param uses one for each time that a connection was taken from the pool
 */
record Tape(List<Use> uses) {

    Tape {
        uses = List.copyOf(uses);
    }

    long statements() {
        return uses.stream()
                .flatMap(use -> use.steps().stream())
                .filter(Send.class::isInstance)
                .count();
    }

    /**
     * What was done with a connection until it was given back.
     *
     * @param steps one after another
     */
    record Use(List<Step> steps) {
        Use {
            steps = List.copyOf(steps);
        }
    }

    /** A call that means something to the database. */
    sealed interface Step {}

    /** Sets whether statements commit by themselves. */
    record AutoCommit(boolean on) implements Step {}

    /** Ends the transaction through the driver. */
    enum End implements Step {
        COMMIT,
        ROLLBACK
    }

    /**
     * A prepared statement, sent once.
     *
     * @param sql its text
     * @param parameters its parameters, in order
     * @param results what was looked at of what came back, in order
     */
    record Send(String sql, List<Parameter> parameters, List<Result> results) implements Step {
        Send {
            parameters = List.copyOf(parameters);
            results = List.copyOf(results);
        }
    }

    /**
     * A parameter.
     *
     * @param type how it was set
     * @param value what to
     */
    record Parameter(JdbcType type, Object value) {}

    /** What a statement comes back with. */
    sealed interface Result {}

    /** How many rows it changed. */
    record Changed(int rows) implements Result {}

    /**
     * A row, if there was one; the store expects no more.
     *
     * @param rows how many were read
     * @param reads what of them, in order
     */
    record Rows(int rows, List<Read> reads) implements Result {
        Rows {
            reads = List.copyOf(reads);
        }
    }

    /**
     * A column that was read.
     *
     * @param type how
     * @param column its index
     * @param value what was there
     */
    record Read(JdbcType type, int column, @Nullable Object value) {}
}
