package dev.holdfast.idempotency;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time that some keys carry: a UUID of version 7 (RFC 9562 section 5.7) or a ULID. */
final class KeyTime {
    private static final Pattern UUID_7 =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");
    /** 48 bits of time in Crockford's base 32, so the first of its ten characters is at most 7. */
    private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}");

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private KeyTime() {}

    /** When the key was made, by the clock of whoever made it; empty if it does not say. */
    static Optional<Instant> of(String key) {
        if (UUID_7.matcher(key).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(key.substring(0, 8) + key.substring(9, 13), 16)));
        }
        if (ULID.matcher(key).matches()) {
            return Optional.of(Instant.ofEpochMilli(crockford(key.substring(0, 10))));
        }
        return Optional.empty();
    }

    private static long crockford(String digits) {
        return digits.chars()
                .mapToLong(c -> CROCKFORD.indexOf(Character.toUpperCase(c)))
                .reduce(0, (a, b) -> a << 5 | b);
    }
}
