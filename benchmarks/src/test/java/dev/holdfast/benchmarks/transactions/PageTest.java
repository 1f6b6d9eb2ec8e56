package dev.holdfast.benchmarks.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.load.LoadResult;
import dev.holdfast.benchmarks.postgres.Cost;
import dev.holdfast.benchmarks.postgres.Counts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void eachRoundIsComparedWithTheUnprotectedApplicationInTheSameRound() {
        Map<Protection, List<LoadResult>> rounds = new EnumMap<>(Protection.class);
        rounds.put(Protection.NONE, List.of(answered(100), answered(50), answered(200)));
        rounds.put(Protection.TRANSACTIONAL, List.of(answered(80), answered(50), answered(180)));
        Page page = new Page(List.of("Machine: this one"));

        page.add(Workload.TRANSACTION, rounds, Map.of(Protection.NONE, cost(), Protection.TRANSACTIONAL, cost()));

        assertThat(page.page().toString())
                .contains("- Machine: this one")
                .contains("| unprotected | 100 | 1.00 | 1.00 to 1.00 |")
                .contains("| transactional | 80 | 0.90 | 0.80 to 1.00 |");
    }

    @Test
    void costsAreThoseOfARequest() {
        Page page = new Page(List.of());

        page.add(Workload.TRANSACTION, Map.of(), Map.of(Protection.NONE, cost()));

        assertThat(page.page().toString())
                .contains("| unprotected | 1.00 | 0.00 | 1.00 | 300 | 3.00 | 3.00 |")
                .contains("unprotected: `commit`, 2.0 × `insert`");
    }

    private static LoadResult answered(int requests) {
        Histogram latencies = new Histogram(3);
        for (int i = 0; i < requests; i++) {
            latencies.recordValue(1_000_000);
        }
        return new LoadResult(requests, Duration.ofSeconds(1), latencies);
    }

    /** Of ten requests, and the statement of a new connection. */
    private static Cost cost() {
        Counts before = new Counts(5, 0, 2, 1000, Map.of("insert", 7L));
        Counts after = new Counts(15, 0, 12, 4000, Map.of("commit", 10L, "insert", 27L, "set x", 0L));
        return new Cost(10, 30, after.since(before));
    }
}
