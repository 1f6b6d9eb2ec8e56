package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.config.Values;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which keys are accepted, beyond the 1 to 255 visible ASCII characters that every key has. */
public enum KeyFormat {
    /** All of them. */
    ANY(null),
    /** A UUID as RFC 9562 section 4 writes it, in either case. */
    UUID(Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"));

    static final int UUID_LENGTH = 36;

    private final @Nullable Pattern pattern;

    KeyFormat(@Nullable Pattern pattern) {
        this.pattern = pattern;
    }

    boolean accepts(String key) {
        return pattern == null || pattern.matcher(key).matches();
    }

    static KeyFormat parse(String text) {
        return Values.constant("keyFormat", text, KeyFormat.class);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
