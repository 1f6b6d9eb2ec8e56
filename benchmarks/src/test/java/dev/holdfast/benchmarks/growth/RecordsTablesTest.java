package dev.holdfast.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.stores.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecordsTablesTest {
    private final RecordsTables tables = new RecordsTables(new TreeMap<>(Map.of(
            0L, List.of(round(1, 100), round(2, 50), round(4, 100)),
            1_000_000L, List.of(round(2, 80), round(3, 50), round(4, 90)))));

    @Test
    void latencyIsComparedWithThatOfTheSameRound() {
        assertThat(tables.latency("replay", RecordsRound::replay).toString())
                .contains("| 0 | 2.000 | 2.000 | 1.00 | 1.00 to 1.00 |")
                .contains("| 1,000,000 | 3.000 | 3.000 | 1.50 | 1.00 to 2.00 |");
    }

    @Test
    void soIsThroughput() {
        assertThat(tables.throughput("replay", RecordsRound::replay).toString())
                .contains("| 0 | 100 | 2.000 | 1.00 | 1.00 to 1.00 |")
                .contains("| 1,000,000 | 80 | 3.000 | 0.90 | 0.80 to 1.00 |");
    }

    private static RecordsRound round(int millis, int operations) {
        Histogram latencies = new Histogram(5);
        latencies.recordValueWithCount(millis * 1_000_000L, operations);
        Timing timing = new Timing(Duration.ofSeconds(1), latencies);
        return new RecordsRound(new Latencies(timing, timing), timing, timing, timing);
    }
}
