package dev.holdfast.benchmarks.stores;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A type by which values go to a database and come from it. */
enum JdbcType {
    BOOLEAN("Boolean") {
        @Override
        void set(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setBoolean(index, (Boolean) value);
        }

        @Override
        Object get(ResultSet row, int index) throws SQLException {
            return row.getBoolean(index);
        }
    },
    INT("Int") {
        @Override
        void set(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setInt(index, (Integer) value);
        }

        @Override
        Object get(ResultSet row, int index) throws SQLException {
            return row.getInt(index);
        }
    },
    LONG("Long") {
        @Override
        void set(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setLong(index, (Long) value);
        }

        @Override
        Object get(ResultSet row, int index) throws SQLException {
            return row.getLong(index);
        }
    },
    BYTES("Bytes") {
        @Override
        void set(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setBytes(index, (byte[]) value);
        }

        @Override
        byte @Nullable [] get(ResultSet row, int index) throws SQLException {
            return row.getBytes(index);
        }
    };

    private final String name;

    JdbcType(String name) {
        this.name = name;
    }

    /** That of {@code setLong}, {@code getLong} and the like. */
    static JdbcType ofMethod(String method) {
        return Arrays.stream(values())
                .filter(type -> type.name.equals(method.substring(3)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A floor cannot do " + method + " yet"));
    }

    abstract void set(PreparedStatement statement, int index, Object value) throws SQLException;

    abstract @Nullable Object get(ResultSet row, int index) throws SQLException;
}
