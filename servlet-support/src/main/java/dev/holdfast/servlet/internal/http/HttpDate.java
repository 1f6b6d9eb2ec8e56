package dev.holdfast.servlet.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Dates in fields (RFC 9110 section 5.6.7). */
public final class HttpDate {
    private static final DateTimeFormatter FIXDATE = form("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME_PADDED = form("EEE MMM ppd HH:mm:ss uuuu");
    private static final DateTimeFormatter ASCTIME = form("EEE MMM d HH:mm:ss uuuu");
    /** All but the day of the week, which says nothing new and is wrong at times. */
    private static final Set<TemporalField> FIELDS = Set.of(
            ChronoField.YEAR,
            ChronoField.MONTH_OF_YEAR,
            ChronoField.DAY_OF_MONTH,
            ChronoField.HOUR_OF_DAY,
            ChronoField.MINUTE_OF_HOUR,
            ChronoField.SECOND_OF_MINUTE);

    private static final List<DateTimeFormatter> FOUR_DIGIT_YEARS = List.of(FIXDATE, ASCTIME_PADDED, ASCTIME);

    /** How far in the future the year of two digits may be. */
    private static final int LATEST_YEARS_AHEAD = 50;

    private HttpDate() {}

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    /**
     * Reads one of the three forms; empty if it is none of them, and so not a date.
     *
     * @param now tells the century of a year of two digits
     */
    public static Optional<Instant> parse(String text, Instant now) {
        for (DateTimeFormatter form : FOUR_DIGIT_YEARS) {
            Optional<Instant> date = parse(text, form);
            if (date.isPresent()) {
                return date;
            }
        }
        int thisYear = now.atZone(ZoneOffset.UTC).getYear();
        return parse(text, rfc850(thisYear + LATEST_YEARS_AHEAD - 99));
    }

    /** "rfc850-date": a year more than 50 years ahead is one of the past. */
    private static DateTimeFormatter rfc850(int firstYear) {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US);
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter form) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text, form.withResolverFields(FIELDS)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The form that is to be sent, "IMF-fixdate". */
    public static String format(Instant date) {
        return FIXDATE.format(date.atZone(ZoneOffset.UTC));
    }
}
