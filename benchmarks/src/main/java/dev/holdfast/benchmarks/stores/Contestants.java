package dev.holdfast.benchmarks.stores;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import javax.sql.DataSource;

/**
 * A store and its floor, on one pool.
 *
 * @param store the work, by the store
 * @param floor the same statements alone
 * @param tape what one operation does
 */
record Contestants(Operation store, Operation floor, Tape tape) {

    /** Prepares both; the table is created if it is not there. */
    static Contestants of(Work work, DataSource pool) {
        JdbcIdempotencyStore store =
                JdbcIdempotencyStore.builder(work.database(pool)).build();
        store.createSchema();
        Ids ids = work.ids(store);
        Recorder recorder = new Recorder(pool);
        IdempotencyStore recorded = JdbcIdempotencyStore.builder(work.database(recorder.dataSource()))
                .build();
        sample(work, recorded, ids, recorder); // the first finds out what database it is
        Sample first = sample(work, recorded, ids, recorder);
        Sample second = sample(work, recorded, ids, recorder);
        return new Contestants(() -> work.run(store, ids.next()), Floor.of(first, second, pool, ids), first.tape());
    }

    private static Sample sample(Work work, IdempotencyStore store, Ids ids, Recorder recorder) {
        byte[] id = ids.next();
        work.run(store, id);
        return new Sample(id, recorder.take());
    }
}
