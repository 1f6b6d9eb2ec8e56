package dev.holdfast.benchmarks.stores;

import dev.holdfast.benchmarks.stores.Tape.Read;
import dev.holdfast.benchmarks.stores.Tape.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends a statement, reads what comes back, and makes sure that it did what the samples' did. Immutable. */
final class SendAction implements Floor.Action {
    private final String sql;
    private final List<Value> parameters;
    private final List<Expected> results;

    private SendAction(String sql, List<Value> parameters, List<Expected> results) {
        this.sql = sql;
        this.parameters = parameters;
        this.results = results;
    }

    private record Value(JdbcType type, Function<Floor.Run, Object> source) {}

    /** Reads a result. */
    private interface Expected {
        void read(PreparedStatement statement, Floor.Run run) throws SQLException;
    }

    static SendAction of(Tape.Send first, Tape.Send second, Difference difference) {
        Floor.require(first.sql().equals(second.sql())
                && first.parameters().size() == second.parameters().size()
                && first.results().size() == second.results().size());
        List<Value> parameters = new ArrayList<>();
        for (int i = 0; i < first.parameters().size(); i++) {
            Tape.Parameter one = first.parameters().get(i);
            Tape.Parameter other = second.parameters().get(i);
            parameters.add(new Value(one.type(), difference.parameter(one.value(), other.value())));
        }
        List<Expected> results = new ArrayList<>();
        for (int i = 0; i < first.results().size(); i++) {
            results.add(expected(first.results().get(i), second.results().get(i), difference));
        }
        return new SendAction(first.sql(), parameters, results);
    }

    private static Expected expected(Tape.Result first, Tape.Result second, Difference difference) {
        if (first instanceof Rows one && second instanceof Rows other) {
            Floor.require(one.rows() == other.rows());
            return rows(one.rows(), columns(one.reads(), other.reads(), difference));
        }
        Floor.require(first.equals(second));
        int changed = ((Tape.Changed) first).rows();
        return (statement, run) -> require(statement.getUpdateCount() == changed);
    }

    /**
     * A column.
     *
     * @param kept whether it is sent later on
     * @param expected what it has to be; null if that may differ
     */
    private record Column(
            JdbcType type,
            int index,
            boolean kept,
            @Nullable Object expected) {

        void read(ResultSet row, Floor.Run run) throws SQLException {
            Object value = type.get(row, index);
            require(expected == null || expected.equals(value));
            if (kept) {
                run.keep((Long) Objects.requireNonNull(value));
            }
        }
    }

    private static List<Column> columns(List<Read> first, List<Read> second, Difference difference) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Read one = first.get(i);
            Read other = second.get(i);
            // times are long, and may be the same by chance
            boolean told = one.type() == JdbcType.BOOLEAN || one.type() == JdbcType.INT;
            columns.add(new Column(one.type(), one.column(), difference.isSent(one, other), told ? one.value() : null));
        }
        return columns;
    }

    private static Expected rows(int expected, List<Column> columns) {
        return (statement, run) -> {
            int count = 0;
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    count++;
                    for (Column column : columns) {
                        column.read(rows, run);
                    }
                }
            }
            require(count == expected);
        };
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("A statement did not do what it did for the store");
        }
    }

    @Override
    public void run(Connection connection, Floor.Run run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Value parameter : parameters) {
                parameter.type().set(statement, index++, parameter.source().apply(run));
            }
            statement.execute();
            for (Expected result : results) {
                result.read(statement, run);
                statement.getMoreResults();
            }
        }
    }
}
