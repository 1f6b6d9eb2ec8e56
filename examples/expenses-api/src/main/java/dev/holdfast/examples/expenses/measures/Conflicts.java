package dev.holdfast.examples.expenses.measures;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Conflicts from the 412 to their end. One is resolved when its caller then writes the resource on the very tag that the 412
 * told, or reads it by that tag, as one does who takes what the server has. A write on another tag is another device's. After
 * an hour, or when too many are open, a conflict is given up. Thread-safe.
 */
final class Conflicts {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST_OPEN = 1000;

    private final Map<Told, Instant> open = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Instant> eldest) {
            return size() > MOST_OPEN;
        }
    };
    private long seen;
    private long resolved;

    /** What one caller edits. */
    record Edited(String caller, String path) {}

    private record Told(Edited edited, String latestTag) {}

    /** A resolution that is refused itself goes on with its conflict, and is no second one that is open. */
    synchronized void refused(Edited edited, String tag, String latestTag, Instant now) {
        seen++;
        open.remove(new Told(edited, tag));
        open.remove(new Told(edited, latestTag));
        open.put(new Told(edited, latestTag), now);
    }

    /** The resource was written on that tag, or read by it and found unchanged. */
    synchronized void settled(Edited edited, String tag, Instant now) {
        giveUpOld(now);
        if (open.remove(new Told(edited, tag)) != null) {
            resolved++;
        }
    }

    synchronized Report.ConflictCounts report(Instant now) {
        giveUpOld(now);
        return new Report.ConflictCounts(seen, resolved, open.size());
    }

    private void giveUpOld(Instant now) {
        open.values().removeIf(since -> since.plus(WINDOW).isBefore(now));
    }
}
