package dev.holdfast.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContestantsTest {
    private static final ClosedLoop LOOP = new ClosedLoop(2, Duration.ZERO, Duration.ofMillis(200));

    @ParameterizedTest
    @EnumSource(
            value = Work.class,
            names = {"FENCED", "REPLAY"})
    void bothSidesDoTheirWorkOverAndOver(Work work) throws Exception {
        try (HikariDataSource pool = Pools.on("jdbc:h2:mem:" + work + ";DB_CLOSE_DELAY=-1")) {
            Contestants contestants = Contestants.of(work, pool);

            AtomicInteger done = new AtomicInteger();
            LOOP.run(counted(contestants.store(), done));
            LOOP.run(counted(contestants.floor(), done));

            assertThat(done).hasValueGreaterThanOrEqualTo(4);
            assertThat(contestants.tape().uses()).hasSize(work == Work.FENCED ? 2 : 1);
            assertThat(contestants.tape().statements()).isEqualTo(work == Work.FENCED ? 3 : 1);
        }
    }

    private static Operation counted(Operation operation, AtomicInteger done) {
        return () -> {
            operation.run();
            done.incrementAndGet();
        };
    }
}
