package dev.holdfast.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void everyThreadWorksAndOnlyTheMeasuredTimeCounts() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicLong all = new AtomicLong();

        Timing timing = new ClosedLoop(3, SHORT, Duration.ofSeconds(1)).run(() -> {
            threads.add(Thread.currentThread());
            all.incrementAndGet();
            Thread.onSpinWait();
        });

        assertThat(threads).hasSize(3);
        assertThat(timing.latencies().getTotalCount()).isPositive().isLessThan(all.get());
    }

    @Test
    void anOperationThatFailsEndsTheRun() {
        ClosedLoop loop = new ClosedLoop(1, Duration.ZERO, SHORT);

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.run(() -> {
                    throw new IOException("broken");
                }))
                .withCauseInstanceOf(IOException.class);
    }
}
