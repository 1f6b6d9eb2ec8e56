package dev.holdfast.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2, which starts at once; what differs on PostgreSQL is what was recorded. */
class FloorTest {
    private final HikariDataSource pool = Pools.on("jdbc:h2:mem:floor");
    private final Recorder recorder = new Recorder(pool);
    private final JdbcIdempotencyStore store =
            JdbcIdempotencyStore.builder(recorder.dataSource()).build();

    @BeforeEach
    void createTable() {
        JdbcIdempotencyStore.builder(pool).build().createSchema();
        store.find(Claims.of(Ids.fresh().next()).id());
        recorder.take();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Sample sample(Work work, byte[] id) {
        work.run(store, id);
        return new Sample(id, recorder.take());
    }

    private Sample sample(Work work) {
        return sample(work, Ids.fresh().next());
    }

    @Test
    void itCompletesTheRecordsThatItBegins() throws Exception {
        List<byte[]> ids = new ArrayList<>();
        Ids noted = () -> {
            byte[] id = Ids.fresh().next();
            ids.add(id);
            return id;
        };
        Floor floor = Floor.of(sample(Work.FENCED), sample(Work.FENCED), pool, noted);

        floor.run();
        floor.run();

        assertThat(completed()).isEqualTo(4);
        ids.forEach(id -> Work.REPLAY.run(store, id));
    }

    @Test
    void itReplays() throws Exception {
        byte[] first = completedRecord();
        byte[] second = completedRecord();
        byte[] third = completedRecord();
        Floor floor = Floor.of(sample(Work.REPLAY, first), sample(Work.REPLAY, second), pool, () -> third);

        floor.run();

        assertThat(completed()).isEqualTo(3);
    }

    @Test
    void aStatementThatDoesNothingIsAnError() {
        Sample first = sample(Work.REPLAY, completedRecord());
        Sample second = sample(Work.REPLAY, completedRecord());
        Floor floor = Floor.of(first, second, pool, Ids.fresh());

        assertThatIllegalStateException().isThrownBy(floor::run);
    }

    @Test
    void samplesOfDifferentOperationsAreNone() {
        Sample first = sample(Work.FENCED);
        Sample replay = sample(Work.REPLAY, first.id());

        assertThatIllegalArgumentException().isThrownBy(() -> Floor.of(first, replay, pool, Ids.fresh()));
    }

    private byte[] completedRecord() {
        return sample(Work.FENCED).id();
    }

    private long completed() throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from holdfast_idempotency where state = 2 and length(outcome) = "
                                + Claims.OUTCOME_LENGTH)) {
            row.next();
            return row.getLong(1);
        }
    }
}
