package dev.holdfast.benchmarks.stores;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoreTransaction;
import dev.holdfast.idempotency.store.StoreTransactions.Opening;
import dev.holdfast.jdbc.RequestTransactions;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a store is asked to do with a record. */
public enum Work {
    /** A first request: two transactions, with the application's work between them. */
    FENCED("begin and complete") {
        @Override
        public void run(IdempotencyStore store, byte[] id) {
            Claim claim = Claims.of(id);
            Attempt attempt = store.begin(claim);
            if (!(attempt instanceof Attempt.Started started)) {
                throw new IllegalStateException("A new key was answered by " + attempt);
            }
            FencedWrite write = store.complete(claim.id(), started.token(), Claims.outcome(), Claims.RETENTION);
            require(write == FencedWrite.APPLIED);
        }
    },
    /** A first request in one transaction, in which the application does nothing. */
    TRANSACTIONAL("open and commit a transaction") {
        @Override
        public void run(IdempotencyStore store, byte[] id) {
            Opening opening = store.transactions().orElseThrow().open(Claims.of(id));
            if (!(opening instanceof Opening.Opened opened)) {
                throw new IllegalStateException("A new key was answered by " + opening);
            }
            try (StoreTransaction transaction = opened.transaction()) {
                transaction.enter();
                StoreTransaction.Commit end = transaction.commit(Claims.outcome(), Claims.RETENTION);
                require(end == StoreTransaction.Commit.COMMITTED);
            }
        }

        @Override
        DataSource database(DataSource pool) {
            return RequestTransactions.wrap(pool);
        }
    },
    /** A retry of a completed request. */
    REPLAY("replay") {
        private static final int RECORDS = 2_000;

        @Override
        public void run(IdempotencyStore store, byte[] id) {
            Attempt attempt = store.begin(Claims.of(id));
            if (!(attempt instanceof Attempt.Completed)) {
                throw new IllegalStateException("A completed record was answered by " + attempt);
            }
        }

        @Override
        Ids ids(IdempotencyStore store) {
            Ids fresh = Ids.fresh();
            List<byte[]> completed = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                byte[] id = fresh.next();
                FENCED.run(store, id);
                completed.add(id);
            }
            return Ids.among(completed);
        }
    };

    private final String title;

    Work(String title) {
        this.title = title;
    }

    /** What it is called on a page. */
    public String title() {
        return title;
    }

    /** Does it, and makes sure that it was done. */
    public abstract void run(IdempotencyStore store, byte[] id);

    /** The data source that a store has to be on. */
    DataSource database(DataSource pool) {
        return pool;
    }

    /** Names of records that it can be done with. */
    Ids ids(IdempotencyStore store) {
        return Ids.fresh();
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("The store did not do it");
        }
    }
}
