package dev.holdfast.idempotency.store;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How many records each caller has. Remembers nobody who has none. Thread-safe. */
final class CallerCounts {
    private final ConcurrentHashMap<CallerScope, Long> counts = new ConcurrentHashMap<>();

    /** Counts one more, if the caller then has no more than its quota. */
    boolean enter(CallerScope caller, long quota) {
        var entry = new Entry(quota);
        counts.compute(caller, (scope, count) -> entry.after(count));
        return entry.admitted;
    }

    void leave(CallerScope caller) {
        counts.computeIfPresent(caller, (scope, count) -> count == 1 ? null : count - 1);
    }

    private static final class Entry {
        private final long quota;
        private boolean admitted;

        Entry(long quota) {
            this.quota = quota;
        }

        @Nullable
        Long after(@Nullable Long count) {
            long before = count == null ? 0 : count;
            admitted = before < quota;
            return admitted ? Long.valueOf(before + 1) : count;
        }
    }
}
