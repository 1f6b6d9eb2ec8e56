package dev.holdfast.etag;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFC 9110 section 13.2: whether a request is carried out, as a pure function. */
final class Preconditions {
    /** Section 13.2.1: they neither select a representation nor change one. */
    private static final Set<String> UNCONDITIONAL = Set.of("CONNECT", "OPTIONS", "TRACE");

    private Preconditions() {}

    /** What becomes of the request. */
    enum Verdict {
        /** It is carried out. */
        PROCEED,
        /** 304: the client has it. */
        NOT_MODIFIED,
        /** 412: it was meant for another version. */
        FAILED
    }

    /** Whether such requests can have preconditions. */
    static boolean applyTo(String method) {
        return !UNCONDITIONAL.contains(method);
    }

    /**
     * Evaluates in the order of section 13.2.2. Step 5 is {@link #rangeApplies}.
     *
     * @param current the version that there is; null if there is none
     */
    static Verdict evaluate(
            String method, Conditions conditions, @Nullable ResourceVersion current, TagComparison comparison) {
        if (!applyTo(method)) {
            return Verdict.PROCEED;
        }
        if (conditions.ifMatch().isPresent()) {
            // step 1
            if (!matchesForWrite(conditions.ifMatch(), current, comparison)) {
                return Verdict.FAILED;
            }
        } else if (isModifiedSince(conditions.ifUnmodifiedSince(), current).orElse(false)) {
            // step 2
            return Verdict.FAILED;
        }
        boolean read = method.equals("GET") || method.equals("HEAD");
        if (conditions.ifNoneMatch().isPresent()) {
            // step 3
            if (matchesForRead(conditions.ifNoneMatch(), current, comparison)) {
                return read ? Verdict.NOT_MODIFIED : Verdict.FAILED;
            }
        } else if (read
                && !isModifiedSince(conditions.ifModifiedSince(), current).orElse(true)) {
            // step 4
            return Verdict.NOT_MODIFIED;
        }
        return Verdict.PROCEED;
    }

    /** Step 5 of section 13.2.2: whether a {@code Range} is to be heeded, if there is one. */
    static boolean rangeApplies(Conditions conditions, @Nullable ResourceVersion current) {
        RangeCondition condition = conditions.ifRange();
        if (condition == null) {
            return true;
        }
        if (current == null) {
            return false;
        }
        if (condition instanceof RangeCondition.Tag tag) {
            return tag.tag().matchesStrongly(current.tag());
        }
        // an exact match, and not an earlier date: section 13.1.5
        return condition instanceof RangeCondition.Date date
                && current.lastModified().filter(date.date()::equals).isPresent();
    }

    private static boolean matchesForWrite(
            TagCondition condition, @Nullable ResourceVersion current, TagComparison comparison) {
        if (current == null) {
            return false;
        }
        return condition instanceof TagCondition.Any
                || (condition instanceof TagCondition.Tags list
                        && list.tags().stream().anyMatch(tag -> comparison.matchesForWrite(tag, current.tag())));
    }

    private static boolean matchesForRead(
            TagCondition condition, @Nullable ResourceVersion current, TagComparison comparison) {
        if (current == null) {
            return false;
        }
        return condition instanceof TagCondition.Any
                || (condition instanceof TagCondition.Tags list
                        && list.tags().stream().anyMatch(tag -> comparison.matchesForRead(tag, current.tag())));
    }

    /** Empty if one of the two dates is missing: then the condition is passed over. */
    private static Optional<Boolean> isModifiedSince(@Nullable Instant date, @Nullable ResourceVersion current) {
        if (date == null || current == null) {
            return Optional.empty();
        }
        return current.lastModified().map(modified -> modified.isAfter(date));
    }
}
