package dev.holdfast.benchmarks.load;

/**
 * How fast requests were answered.
 *
 * @param throughput requests a second
 * @param p50 within how many milliseconds half of them were
 * @param p99 within how many 99 in a hundred were
 * @param p999 within how many 999 in a thousand were
 */
public record Measurement(double throughput, double p50, double p99, double p999) {}
