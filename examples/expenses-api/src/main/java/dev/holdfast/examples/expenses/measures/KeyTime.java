package dev.holdfast.examples.expenses.measures;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When an idempotency key was made, where the key says so. */
final class KeyTime {
    // RFC 9562 §5.7: 48 bits of milliseconds, the version, the variant
    private static final Pattern UUID_7 = Pattern.compile(
            "\"?([0-9a-fA-F]{8})-([0-9a-fA-F]{4})-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}\"?");

    private KeyTime() {}

    static Optional<Instant> of(@Nullable String key) {
        Matcher uuid = UUID_7.matcher(key == null ? "" : key);
        return uuid.matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(uuid.group(1) + uuid.group(2), 16)))
                : Optional.empty();
    }
}
