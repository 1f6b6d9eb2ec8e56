package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.stores.Ids;
import dev.holdfast.benchmarks.stores.Timing;
import dev.holdfast.benchmarks.stores.Work;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A purge while others work.
 *
 * @param removed how many records it removed
 * @param took how long it took
 * @param before how first requests went before
 * @param meanwhile how they went while it ran
 * @param after how they went when it was over
 */
record Purge(long removed, Duration took, Timing before, Timing meanwhile, Timing after) {
    /** How many work meanwhile. */
    static final int THREADS = 4;

    private static final int WARM_UP = 3;

    private static final Duration FIRST_EXPIRED = Duration.ofHours(-2);
    private static final Duration LAST_EXPIRED = Duration.ofHours(-1);

    /**
     * Fills a table with expired records and purges them.
     *
     * @param pool of an empty database
     */
    static Purge run(Filling filling, DataSource pool, int expired, Duration measured)
            throws SQLException, InterruptedException {
        filling.fill(pool, expired, FIRST_EXPIRED, LAST_EXPIRED);
        IdempotencyStore store = JdbcIdempotencyStore.builder(pool).build();
        try (SteadyLoad load =
                SteadyLoad.start(() -> Work.FENCED.run(store, Ids.fresh().next()), THREADS)) {
            load.take(measured.multipliedBy(WARM_UP));
            Timing before = load.take(measured);
            long start = System.nanoTime();
            long removed = store.purge();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Timing meanwhile = load.take();
            return new Purge(removed, took, before, meanwhile, load.take(measured));
        }
    }
}
