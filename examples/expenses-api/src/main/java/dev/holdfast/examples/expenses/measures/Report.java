package dev.holdfast.examples.expenses.measures;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The measures at one moment, as {@code /v1/measures} shows them. */
record Report(String protection, Operations operations, Edits edits, ConflictCounts conflicts, Ages queuedMillis) {

    /** @param suppressionRate how many of all attempts that could have taken effect were duplicates, and did not */
    record Operations(long started, long replayed, long refused, double suppressionRate) {}

    /** @param byAppVersion the edits of each version of the client */
    record Edits(
            long accepted, long failed412, long missing428, long notModified304, Map<String, Versioned> byAppVersion) {}

    /** @param rate412 how many of its edits were refused because the resource had changed */
    record Versioned(long accepted, long failed412, double rate412) {}

    /** @param open those that their caller has not settled yet, nor given up for an hour */
    record ConflictCounts(long seen, long resolved, int open) {}

    /** How long operations had been on their way when they arrived first. Absent where none has. */
    record Ages(long count, @Nullable Long median, @Nullable Long oldest) {}

    static double rate(long part, long rest) {
        long all = part + rest;
        return all == 0 ? 0 : (double) part / all;
    }
}
