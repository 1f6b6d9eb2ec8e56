package dev.holdfast.etag;

import dev.holdfast.servlet.internal.http.HttpDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What {@code If-Range} says (RFC 9110 section 13.1.5). Immutable. */
sealed interface RangeCondition {

    /** The representation must be this one. */
    record Tag(EntityTag tag) implements RangeCondition {}

    /** It must be of exactly this date. */
    record Date(Instant date) implements RangeCondition {}

    /** It says something that cannot be read, and so holds for no representation. */
    record Unreadable() implements RangeCondition {}

    /** Reads the field, of which there is at most one. */
    static Optional<RangeCondition> parse(List<String> lines, Instant now) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (lines.size() > 1) {
            return Optional.of(new Unreadable());
        }
        String text = lines.get(0).strip();
        Optional<RangeCondition> date = HttpDate.parse(text, now).map(Date::new);
        return date.isPresent() ? date : Optional.of(tag(text));
    }

    private static RangeCondition tag(String text) {
        try {
            TagCondition condition = TagCondition.parse("If-Range", List.of(text));
            return condition instanceof TagCondition.Tags list && list.tags().size() == 1
                    ? new Tag(list.tags().get(0))
                    : new Unreadable();
        } catch (MalformedConditionException e) {
            return new Unreadable();
        }
    }
}
