package dev.holdfast.benchmarks.stores;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is noted of a prepared statement. */
final class StatementNotes implements Notes {
    private final PreparedStatement statement;
    private final String sql;
    private final List<Supplier<Tape.Step>> steps;
    private final Map<Integer, Tape.Parameter> parameters = new TreeMap<>();
    private final Map<Integer, Supplier<Tape.Result>> results = new TreeMap<>();
    private int result;

    StatementNotes(PreparedStatement statement, String sql, List<Supplier<Tape.Step>> steps) {
        this.statement = statement;
        this.sql = sql;
        this.steps = steps;
    }

    @Override
    public @Nullable Object of(String method, Object[] arguments, @Nullable Object returned) throws SQLException {
        if (method.startsWith("set") && arguments.length > 1) {
            parameters.put((Integer) arguments[0], new Tape.Parameter(JdbcType.ofMethod(method), arguments[1]));
        } else if (method.startsWith("execute")) {
            steps.add(this::sent);
        } else if (method.equals("getMoreResults")) {
            result++;
        }
        if (returned instanceof ResultSet rows) {
            RowsNotes notes = new RowsNotes(rows);
            results.put(result, notes::rows);
            return Notes.around(ResultSet.class, rows, notes);
        }
        if (method.equals("executeUpdate") || method.equals("getUpdateCount") || method.equals("execute")) {
            noteChanged();
        }
        return returned;
    }

    private void noteChanged() throws SQLException {
        int rows = statement.getUpdateCount();
        if (rows >= 0) {
            results.put(result, () -> new Tape.Changed(rows));
        }
    }

    private Tape.Send sent() {
        return new Tape.Send(
                sql,
                List.copyOf(parameters.values()),
                results.values().stream().map(Supplier::get).toList());
    }
}
