package dev.holdfast.examples.sync.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The field {@code Retry-After}, RFC 9110 §10.2.3: seconds, or a date. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** Zero if it is absent, malformed or past. */
    static Duration of(Received response) {
        String value = response.retryAfter();
        if (value == null) {
            return Duration.ZERO;
        }
        return value.matches("[0-9]{1,18}")
                ? bounded(Duration.ofSeconds(Long.parseLong(value)))
                : date(response, value);
    }

    private static Duration date(Received response, String value) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(response.at(), date.toInstant()));
        } catch (DateTimeException malformed) {
            return Duration.ZERO;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
