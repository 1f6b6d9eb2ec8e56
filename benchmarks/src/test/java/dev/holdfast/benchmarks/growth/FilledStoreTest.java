package dev.holdfast.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.benchmarks.stores.Pools;
import dev.holdfast.benchmarks.stores.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilledStoreTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 2_500})
    void everyRecordIsReplayedByItsName(long records) throws Exception {
        try (FilledStore store = filled("names", records)) {
            Work.REPLAY.run(store.store(), NumberedIds.of(0, records));
            Work.REPLAY.run(store.store(), NumberedIds.of(records - 1, records));
            store.replay();

            assertThat(count(store.pool(), "true")).isEqualTo(records);
        }
    }

    @Test
    void theyExpireInTheCourseOfADay() throws Exception {
        try (FilledStore store = filled("day", 1_000)) {
            String hours = "(expires_at - " + System.currentTimeMillis() * 1_000 + ") / 3600000000.0";

            assertThat(count(store.pool(), hours + " < 1.9")).isZero();
            assertThat(count(store.pool(), hours + " between 1.9 and 12.99")).isEqualTo(500);
            assertThat(count(store.pool(), hours + " > 24")).isZero();
        }
    }

    @Test
    void whereThereIsNothingFirstRequestsAndReplaysWorkAsWell() throws Exception {
        try (FilledStore none = filled("none", 0);
                FilledStore some = filled("some", 100)) {
            Map<Long, List<RecordsRound>> results =
                    new RecordsRace(List.of(List.of(none), List.of(some))).run(1, SHORT);

            assertThat(results).containsOnlyKeys(0L, 100L);
            assertThat(new RecordsTables(results)
                            .latency("replay", RecordsRound::replay)
                            .toString())
                    .contains("| 0 |")
                    .contains("| 1.00 | 1.00 to 1.00 |")
                    .contains("| 100 |");
        }
    }

    @Test
    void aPurgeRemovesWhatExpiredWhileOthersWork() throws Exception {
        try (HikariDataSource pool = Pools.on("jdbc:h2:mem:purge")) {
            Purge purge = Purge.run(Filling.H2, pool, 2_500, SHORT);

            assertThat(purge.removed()).isEqualTo(2_500);
            assertThat(purge.after().millis(99))
                    .isGreaterThanOrEqualTo(purge.after().millis(50));
            assertThat(count(pool, "state = 2")).isPositive();
        }
    }

    @Test
    void eachRoundHasAnEmptyOneThatNobodyHasMeasured() throws Exception {
        try (FilledStore warm = filled("warm", 0);
                FilledStore first = filled("first", 0);
                FilledStore second = filled("second", 0);
                FilledStore unused = filled("unused", 0)) {
            Map<Long, List<RecordsRound>> results =
                    new RecordsRace(List.of(List.of(warm, first, second, unused))).run(2, SHORT);

            assertThat(results.get(0L)).hasSize(2);
            for (FilledStore used : List.of(warm, first, second)) {
                assertThat(count(used.pool(), "true")).isGreaterThan(FilledStore.LEAST);
            }
            assertThat(count(unused.pool(), "true")).isEqualTo(FilledStore.LEAST);
        }
    }

    private static FilledStore filled(String name, long records) throws Exception {
        return FilledStore.create(Filling.H2, "jdbc:h2:mem:" + name + records, records);
    }

    private static long count(DataSource pool, String condition) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from holdfast_idempotency where " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }
}
