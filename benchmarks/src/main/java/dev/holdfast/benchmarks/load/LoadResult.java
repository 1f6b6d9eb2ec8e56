package dev.holdfast.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What a load came to.
 *
 * @param sent all requests, with those of the lead-in, but without what was sent before
 * @param measured how long requests were measured
 * @param latencies those that were, in nanoseconds
 */
public record LoadResult(long sent, Duration measured, Histogram latencies) {

    /** Requests a second. */
    public double throughput() {
        return latencies.getTotalCount() * 1e9 / measured.toNanos();
    }

    /** The time, in milliseconds, within which this share of the requests was answered. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
