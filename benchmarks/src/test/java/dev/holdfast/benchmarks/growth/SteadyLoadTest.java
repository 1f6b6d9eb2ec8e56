package dev.holdfast.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.benchmarks.stores.Timing;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @Test
    void itIsMeasuredPieceByPiece() throws InterruptedException {
        try (SteadyLoad load = SteadyLoad.start(Thread::onSpinWait, 2)) {
            Timing first = load.take(SHORT);
            Timing second = load.take(SHORT);

            assertThat(first.throughput()).isPositive();
            assertThat(second.measured()).isBetween(SHORT, Duration.ofSeconds(10));
        }
    }

    @Test
    void anOperationThatFailsIsTold() throws InterruptedException {
        SteadyLoad load = SteadyLoad.start(
                () -> {
                    throw new IOException("broken");
                },
                1);
        load.take(SHORT);

        assertThatIllegalStateException().isThrownBy(load::close).withCauseInstanceOf(IOException.class);
    }
}
