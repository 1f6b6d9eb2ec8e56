package dev.holdfast.jdbc;

import java.util.Optional;
import java.util.function.Function;

/** Whether a table is created at the start. */
final class SchemaParameter {
    static final String NAME = "jdbc.createSchema";

    private SchemaParameter() {}

    static boolean of(Function<String, Optional<String>> parameters) {
        String text = parameters.apply(NAME).orElse("false").strip();
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(NAME + " is " + text + ": it must be true or false");
        };
    }
}
