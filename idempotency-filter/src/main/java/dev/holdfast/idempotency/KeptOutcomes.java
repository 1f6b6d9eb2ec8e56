package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.config.Values;
import java.util.BitSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which responses end an operation, so that retries get them again. Any other response, and anything thrown, frees the
 * key. Immutable.
 */
public final class KeptOutcomes {
    private static final KeptOutcomes STANDARD = parse("2xx,3xx,4xx,!401,!403,!408,!425,!428,!429");

    private final String text;
    private final BitSet statuses;

    private KeptOutcomes(String text, BitSet statuses) {
        this.text = text;
        this.statuses = statuses;
    }

    /**
     * 2xx, 3xx, and 4xx other than 401, 403, 408, 425, 428 and 429, which may come out differently next time though the
     * request is the same, or ask for another request to the same end.
     */
    public static KeptOutcomes standard() {
        return STANDARD;
    }

    /**
     * Reads a list of statuses and classes, those with an exclamation mark taken away from those before:
     * {@code 2xx,4xx,!404}.
     *
     * @throws IllegalArgumentException if a member is not a status or a class
     */
    public static KeptOutcomes parse(String text) {
        BitSet statuses = new BitSet(600);
        for (String member : text.split(",", -1)) {
            String status = member.strip();
            if (!Pattern.matches("!?[1-5]([0-9]{2}|xx)", status)) {
                throw Values.wrong("keep", text, "a list such as 2xx,4xx,!404", null);
            }
            boolean kept = status.charAt(0) != '!';
            String digits = kept ? status : status.substring(1);
            int from = Integer.parseInt(digits.replace("xx", "00"));
            statuses.set(from, digits.endsWith("xx") ? from + 100 : from + 1, kept);
        }
        return new KeptOutcomes(text, statuses);
    }

    /** Whether a response of this status ends the operation. */
    public boolean includes(int status) {
        return statuses.get(status);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptOutcomes that && statuses.equals(that.statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
