package dev.holdfast.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Page page = new Page(List.of("Machine: this one"));

    @Test
    void aStoreIsComparedWithItsFloorInTheSameRound() {
        page.add("H2", List.of(comparison(round(80, 100), round(50, 50), round(180, 200))));

        assertThat(page.page().toString())
                .contains("- Machine: this one")
                .contains("| replay | 80 | 100 | 0.90 | 0.80 to 1.00 |")
                .contains("All reach the target, 0.9.");
    }

    @Test
    void whatMissesTheTargetIsNamed() {
        page.add("H2", List.of(comparison(round(80, 100))));

        assertThat(page.page().toString()).contains("Below the target, 0.9: replay (0.80).");
    }

    private static Comparison comparison(Round... rounds) {
        return new Comparison(Work.REPLAY, List.of(rounds), new Tape(List.of()));
    }

    private static Round round(int store, int floor) {
        return new Round(timing(store), timing(floor));
    }

    private static Timing timing(int operations) {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(1_000_000, operations);
        return new Timing(Duration.ofSeconds(1), latencies);
    }
}
