package dev.holdfast.benchmarks.stores;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is noted of a result. */
final class RowsNotes implements Notes {
    private final ResultSet rows;
    private final List<Tape.Read> reads = new ArrayList<>();
    private int count;

    RowsNotes(ResultSet rows) {
        this.rows = rows;
    }

    @Override
    public @Nullable Object of(String method, Object[] arguments, @Nullable Object result) throws SQLException {
        if (method.equals("next") && Boolean.TRUE.equals(result)) {
            count++;
        } else if (method.startsWith("get") && arguments.length == 1) {
            int column = arguments[0] instanceof String label ? rows.findColumn(label) : (Integer) arguments[0];
            reads.add(new Tape.Read(JdbcType.ofMethod(method), column, result));
        }
        return result;
    }

    Tape.Rows rows() {
        return new Tape.Rows(count, reads);
    }
}
