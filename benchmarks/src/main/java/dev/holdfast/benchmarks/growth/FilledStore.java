package dev.holdfast.benchmarks.growth;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.benchmarks.stores.Ids;
import dev.holdfast.benchmarks.stores.Pools;
import dev.holdfast.benchmarks.stores.Work;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A store with records in it.
 *
 * @param records how many there are before anything is measured
 * @param pool its connections
 * @param completed the names of some that are completed
 * @param filled how long it took to fill
 */
record FilledStore(long records, HikariDataSource pool, IdempotencyStore store, Ids completed, Duration filled)
        implements AutoCloseable {
    /** So that there is something to replay where there is nothing. */
    private static final int LEAST = 1_000;

    private static final Duration FIRST_EXPIRES = Duration.ofHours(2);
    private static final Duration LAST_EXPIRES = Duration.ofHours(24);

    /**
     * Creates the table and fills it with live records, which expire one after another in the course of a day.
     *
     * @param database an empty one
     */
    static FilledStore create(Filling filling, String database, long records) throws SQLException {
        HikariDataSource pool = Pools.on(database);
        long start = System.nanoTime();
        filling.fill(pool, records, FIRST_EXPIRES, LAST_EXPIRES);
        Duration filled = Duration.ofNanos(System.nanoTime() - start);
        IdempotencyStore store = JdbcIdempotencyStore.builder(pool).build();
        return new FilledStore(records, pool, store, records == 0 ? some(store) : NumberedIds.among(records), filled);
    }

    private static Ids some(IdempotencyStore store) {
        List<byte[]> ids = new ArrayList<>();
        for (int i = 0; i < LEAST; i++) {
            byte[] id = Ids.fresh().next();
            Work.FENCED.run(store, id);
            ids.add(id);
        }
        return Ids.among(ids);
    }

    void first() {
        Work.FENCED.run(store, Ids.fresh().next());
    }

    void replay() {
        Work.REPLAY.run(store, completed.next());
    }

    @Override
    public void close() {
        pool.close();
    }
}
