package dev.holdfast.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The shipped schema, for another table than the one it names. */
final class Schema {
    static final String DEFAULT_TABLE = "holdfast_idempotency";

    private Schema() {}

    /** A dialect's script for a table, whose name may be qualified with a schema; its indexes' names never are. */
    static String script(Dialect dialect, String table) {
        String indexes = table.substring(table.indexOf('.') + 1);
        return read(dialect.schemaResource())
                .replaceAll("\\b" + DEFAULT_TABLE + "_", indexes + "_")
                .replaceAll("\\b" + DEFAULT_TABLE + "\\b", table);
    }

    private static String read(String resource) {
        try (InputStream script = Objects.requireNonNull(Schema.class.getResourceAsStream(resource), resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
