package dev.holdfast.compatibility;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a failure says. */
final class Causes {
    private Causes() {}

    /** The messages of a failure and of those behind it. */
    static String messages(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .collect(Collectors.joining(" | "));
    }
}
