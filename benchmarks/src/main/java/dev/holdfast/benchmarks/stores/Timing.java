package dev.holdfast.benchmarks.stores;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How long operations took.
 *
 * @param measured how long they were measured
 * @param latencies of those that began and ended in that time, in nanoseconds
 */
public record Timing(Duration measured, Histogram latencies) {
    private static final int DIGITS = 3;

    /** Where latencies go that are still to come. */
    public static Histogram noLatencies() {
        return new Histogram(DIGITS);
    }

    /** Operations a second. */
    public double throughput() {
        return latencies.getTotalCount() * 1e9 / measured.toNanos();
    }

    /** The time, in milliseconds, within which this share of them was done. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
