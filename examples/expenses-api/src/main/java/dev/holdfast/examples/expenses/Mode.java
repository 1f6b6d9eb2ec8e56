package dev.holdfast.examples.expenses;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the API is protected: the values of {@code --mode}. */
enum Mode {
    /** Effect and record commit together. */
    TRANSACTIONAL,
    /** The record is written before and after the effect. */
    FENCED,
    /** No filter at all, to see what becomes of the same requests then. */
    UNPROTECTED;

    static Optional<Mode> named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Mode::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
