package dev.holdfast.etag;

import dev.holdfast.servlet.internal.http.HttpDate;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preconditions of a request, read. Immutable.
 *
 * @param ifMatch RFC 9110 section 13.1.1
 * @param ifNoneMatch section 13.1.2
 * @param ifModifiedSince section 13.1.3; null as well if it is no date, or stands there more than once
 * @param ifUnmodifiedSince section 13.1.4; the same
 * @param ifRange section 13.1.5; null if there is none
 */
record Conditions(
        TagCondition ifMatch,
        TagCondition ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince,
        @Nullable RangeCondition ifRange) {

    /**
     * Reads those of a request.
     *
     * @param now tells the century of a year of two digits
     * @throws MalformedConditionException if tags cannot be read; what is no date is passed over (sections 13.1.3 and 13.1.4)
     */
    static Conditions of(HttpServletRequest request, Instant now) throws MalformedConditionException {
        return of(name -> Collections.list(request.getHeaders(name)), now);
    }

    /** Reads them from wherever they are. */
    static Conditions of(Fields fields, Instant now) throws MalformedConditionException {
        return new Conditions(
                TagCondition.parse("If-Match", fields.lines("If-Match")),
                TagCondition.parse("If-None-Match", fields.lines("If-None-Match")),
                date(fields.lines("If-Modified-Since"), now).orElse(null),
                date(fields.lines("If-Unmodified-Since"), now).orElse(null),
                RangeCondition.parse(fields.lines("If-Range"), now).orElse(null));
    }

    private static Optional<Instant> date(List<String> lines, Instant now) {
        return lines.size() == 1 ? HttpDate.parse(lines.get(0).strip(), now) : Optional.empty();
    }

    /** Whether the client asks for one outcome or another at all. */
    boolean isEmpty() {
        return !ifMatch.isPresent()
                && !ifNoneMatch.isPresent()
                && ifModifiedSince == null
                && ifUnmodifiedSince == null
                && ifRange == null;
    }

    /** The lines of a field, in their order. */
    @FunctionalInterface
    interface Fields {
        /** Those of that name. */
        List<String> lines(String name);
    }
}
