package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.config.Values;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a duplicate that arrives while the first request is in flight. Immutable. */
public sealed interface ConflictPolicy {

    /** It is answered at once, with 409 and {@code Retry-After}. */
    record Reject() implements ConflictPolicy {
        @Override
        public String toString() {
            return "reject";
        }
    }

    /**
     * It waits without a thread or a connection of its own and then gets the first one's response; when the limit passes
     * first, it gets 409. Needs {@code async-supported} on the filter, on those before it and on the servlet; where that
     * is missing, it is rejected at once.
     *
     * @param limit how long, positive
     */
    record Wait(Duration limit) implements ConflictPolicy {
        /**
         * Checks the bound.
         *
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Wait {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("onConflict waits " + limit + ": it must be positive");
            }
        }

        @Override
        public String toString() {
            return "wait(" + limit + ")";
        }
    }

    /** 409 at once. */
    static ConflictPolicy reject() {
        return new Reject();
    }

    /** A bounded wait. */
    static ConflictPolicy waitUpTo(Duration limit) {
        return new Wait(limit);
    }

    /**
     * Reads {@code reject} or {@code wait(5s)}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static ConflictPolicy parse(String text) {
        if (text.equals("reject")) {
            return reject();
        }
        Matcher wait = Pattern.compile("wait\\((.+)\\)").matcher(text);
        if (!wait.matches()) {
            throw Values.wrong("onConflict", text, "reject or wait(DURATION)", null);
        }
        return waitUpTo(Values.duration("onConflict", wait.group(1)));
    }
}
