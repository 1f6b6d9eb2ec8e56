package dev.holdfast.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Values for the names in a statement. Not thread-safe. */
final class Bindings {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Bindings with(String name, byte[] value) {
        return add(name, value);
    }

    Bindings with(String name, long value) {
        return add(name, value);
    }

    Bindings with(String name, boolean value) {
        return add(name, value);
    }

    private Bindings add(String name, Object value) {
        names.add(name);
        values.add(value);
        return this;
    }

    void bind(PreparedStatement statement, int position, String name) throws SQLException {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "The statement has a parameter " + name + ", for which there is no value");
        }
        Object value = values.get(at);
        if (value instanceof byte[] bytes) {
            statement.setBytes(position, bytes);
        } else if (value instanceof Long number) {
            statement.setLong(position, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(position, truth);
        } else {
            throw new AssertionError(name);
        }
    }
}
