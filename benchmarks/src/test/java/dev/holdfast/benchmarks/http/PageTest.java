package dev.holdfast.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.app.Stack;
import dev.holdfast.benchmarks.load.Measurement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Page page = new Page(List.of("Machine: this one"));

    @Test
    void eachRoundIsComparedWithTheBareServletInTheSameRound() {
        Map<Stack, List<Measurement>> rounds = new EnumMap<>(Stack.class);
        rounds.put(Stack.BARE, List.of(answered(100), answered(50), answered(200)));
        rounds.put(Stack.MEMORY, List.of(answered(80), answered(50), answered(180)));

        page.add(Workload.FIRST, rounds);

        assertThat(page.page().toString())
                .contains("- Machine: this one")
                .contains("| bare servlet | 100 | 1.00 | 1.00 to 1.00 | 1.00 | 2.00 | 3.00 |")
                .contains("| idempotency, memory | 80 | 0.90 | 0.80 to 1.00 | 1.00 | 2.00 | 3.00 |");
        assertThat(page.chart().toString()).contains(">idempotency, memory<", ">0.90<");
    }

    @Test
    void readsAreComparedWithTheStaticResourceToo() {
        Map<Stack, List<Measurement>> rounds = new EnumMap<>(Stack.class);
        rounds.put(Stack.BARE, List.of(answered(100), answered(50)));
        rounds.put(Stack.VERSIONS, List.of(answered(150), answered(100)));
        rounds.put(Stack.JETTY_STATIC, List.of(answered(300), answered(50)));

        page.add(Workload.NOT_MODIFIED, rounds);

        assertThat(page.page().toString())
                .contains("| ETag, counted | 125 | 1.75 | 1.50 to 2.00 | 1.00 | 2.00 | 3.00 | 1.25 |");
    }

    private static Measurement answered(double throughput) {
        return new Measurement(throughput, 1, 2, 3);
    }
}
