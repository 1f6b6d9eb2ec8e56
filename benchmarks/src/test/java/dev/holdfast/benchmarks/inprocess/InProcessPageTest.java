package dev.holdfast.benchmarks.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InProcessPageTest {
    private static final List<Measurement> MEASURED = List.of(
            new Measurement("KeyedPost", "bare", "1024", 100, 1, 96),
            new Measurement("KeyedPost", "first", "1024", 4000, 50, 96 + 4 * 1024 + 3000),
            new Measurement("ShallowTag", "holdfast", "102400", 50_000, 1, 100_000),
            new Measurement("ShallowTag", "spring", "102400", 100_000, 1, 150_000),
            new Measurement("NotModified", "read", "bare", 50, 1, 40),
            new Measurement("NotModified", "read", "CounterVersions", 200, 1, 340));

    @Test
    void whatIsAboveBareIsTold() {
        String page =
                new InProcessPage(List.of("Machine: this one")).of(MEASURED).toString();

        assertThat(page)
                .contains("- Machine: this one")
                .contains("| 1024 | bare | 100 | 1 | 1.00 | 0 | 96 | 0 |")
                .contains("| 1024 | first | 4000 | 50 | 40.00 | 3900 | 7192 | 7096 |")
                .contains("| the tag | CounterVersions | 200 | 1 | 4.00 | 150 | 340 | 300 |")
                .doesNotContain("A request that no rule matches");
    }

    @Test
    void aGoalThatIsMissedIsSaidToBe() {
        String page = new InProcessPage(List.of()).of(MEASURED).toString();

        assertThat(page)
                .contains("| A first POST of 1 KiB, above bare: ns | at most 3000 | 3900 | **no** |")
                .contains("bytes, four copies of a body apart | at most 4096 | 3000 | yes |")
                .contains("times as fast as Spring's | at least 1.50 | 2.00 | yes |")
                .contains("share of Spring's bytes | at most 0.33 | 0.67 | **no** |");
    }
}
