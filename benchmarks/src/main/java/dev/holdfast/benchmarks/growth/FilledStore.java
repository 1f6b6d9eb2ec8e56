package dev.holdfast.benchmarks.growth;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.benchmarks.stores.Ids;
import dev.holdfast.benchmarks.stores.Pools;
import dev.holdfast.benchmarks.stores.Work;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A store with records in it.
 *
 * @param records how many there are before anything is measured; 0 stands for a thousand, or there would be nothing to replay
 * @param pool its connections
 * @param completed the names of some that are completed
 * @param filled how long it took to fill
 */
record FilledStore(long records, HikariDataSource pool, IdempotencyStore store, Ids completed, Duration filled)
        implements AutoCloseable {
    static final int LEAST = 1_000;

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
        filling.fill(pool, count(records), FIRST_EXPIRES, LAST_EXPIRES);
        Duration filled = Duration.ofNanos(System.nanoTime() - start);
        IdempotencyStore store = JdbcIdempotencyStore.builder(pool).build();
        return new FilledStore(records, pool, store, NumberedIds.among(count(records)), filled);
    }

    private static long count(long records) {
        return records == 0 ? LEAST : records;
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
