package dev.holdfast.examples.expenses.measures;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Conflicts from the 412 to their end. One is resolved when its caller then writes the resource, or reads it by the very tag
 * that the 412 told, as one does who takes what the server has. After an hour, or when too many are open, it is given up.
 * Thread-safe.
 */
final class Conflicts {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST_OPEN = 1000;

    private final Map<Edited, Conflict> open = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Edited, Conflict> eldest) {
            return size() > MOST_OPEN;
        }
    };
    private long seen;
    private long resolved;

    /** What one caller edits. */
    record Edited(String caller, String path) {}

    private record Conflict(String latestTag, Instant since) {}

    synchronized void refused(Edited edited, String latestTag, Instant now) {
        seen++;
        open.remove(edited);
        open.put(edited, new Conflict(latestTag, now));
    }

    synchronized void written(Edited edited, Instant now) {
        giveUpOld(now);
        if (open.remove(edited) != null) {
            resolved++;
        }
    }

    synchronized void read(Edited edited, String tag, Instant now) {
        Conflict conflict = open.get(edited);
        if (conflict != null && conflict.latestTag().equals(tag)) {
            written(edited, now);
        }
    }

    synchronized Report.ConflictCounts report(Instant now) {
        giveUpOld(now);
        return new Report.ConflictCounts(seen, resolved, open.size());
    }

    private void giveUpOld(Instant now) {
        open.values().removeIf(conflict -> conflict.since().plus(WINDOW).isBefore(now));
    }
}
