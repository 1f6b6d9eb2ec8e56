package dev.holdfast.jdbc;

import java.time.Duration;

/** Durations as the table holds them. */
final class Micros {
    /** Ten thousand years: as good as forever, and far from overflowing when a clock is added. */
    private static final Duration FOREVER = Duration.ofDays(3_652_500);

    private Micros() {}

    /** The duration in microseconds, rounded up, so that a positive one stays positive. */
    static long of(Duration duration) {
        Duration bounded = duration.compareTo(FOREVER) > 0 ? FOREVER : duration;
        return bounded.getSeconds() * 1_000_000 + (bounded.getNano() + 999) / 1_000;
    }

    static Duration toDuration(long micros) {
        return Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }
}
