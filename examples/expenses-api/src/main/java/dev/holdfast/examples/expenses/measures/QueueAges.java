package dev.holdfast.examples.expenses.measures;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long operations had waited on their devices. The median is that of the last thousand. Clients say when, and some are
 * wrong: what is later than now, or more than thirty days ago, is not counted. Thread-safe.
 */
final class QueueAges {
    private static final int LAST = 1000;
    private static final Duration LONGEST = Duration.ofDays(30);

    private final long[] last = new long[LAST];
    private long count;
    private long oldest;

    synchronized void add(Duration age) {
        if (age.isNegative() || age.compareTo(LONGEST) > 0) {
            return;
        }
        long millis = age.toMillis();
        last[(int) (count % LAST)] = millis;
        count++;
        oldest = Math.max(oldest, millis);
    }

    synchronized Report.Ages report() {
        return count == 0 ? new Report.Ages(0, null, null) : new Report.Ages(count, median(), oldest);
    }

    private long median() {
        long[] sorted = Arrays.copyOf(last, (int) Math.min(count, LAST));
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
