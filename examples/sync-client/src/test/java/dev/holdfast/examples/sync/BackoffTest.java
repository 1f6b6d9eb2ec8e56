package dev.holdfast.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(7));

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "6, 32000", "7, 60000", "50, 60000", "2147483647, 60000"})
    void theWaitIsAnythingUpToABoundThatDoubles(int attempts, long bound) {
        LongSummaryStatistics waits = waits(attempts, Duration.ZERO);

        assertThat(waits.getMin()).isBetween(0L, bound / 20);
        assertThat(waits.getMax()).isBetween(bound * 19 / 20, bound);
        assertThat(waits.getAverage()).isBetween(bound * 0.45, bound * 0.55);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void whatTheServerAsksForIsTheLeast(int attempts) {
        LongSummaryStatistics waits = waits(attempts, Duration.ofSeconds(90));

        assertThat(waits.getMin()).isGreaterThanOrEqualTo(90_000);
        assertThat(waits.getMax()).isBetween(90_900L, 91_000L);
    }

    private LongSummaryStatistics waits(int attempts, Duration retryAfter) {
        return LongStream.range(0, 2000)
                .map(draw -> backoff.after(attempts, retryAfter).toMillis())
                .summaryStatistics();
    }
}
