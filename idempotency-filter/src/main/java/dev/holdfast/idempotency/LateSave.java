package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One end of an attempt that the store has not taken yet. An outcome that a store which does answer goes on refusing is
 * given up for a tombstone. Thread-safe.
 */
final class LateSave {
    /** What an entry takes beside its outcome, roughly. */
    private static final long OVERHEAD = 512;

    private static final int REFUSALS_BEFORE_TOMBSTONE = 3;

    private final Ownership owner;
    private final LeaseKeeper.Held lease;
    private final byte @Nullable [] outcome;
    /** Null if the key is to be freed. */
    private final byte @Nullable [] tombstone;

    private final long since = System.nanoTime();
    private volatile long triedAt = since;
    private final AtomicInteger refusals = new AtomicInteger();

    private LateSave(Ownership owner, LeaseKeeper.Held lease, byte @Nullable [] outcome, byte @Nullable [] tombstone) {
        this.owner = owner;
        this.lease = lease;
        this.outcome = outcome;
        this.tombstone = tombstone;
    }

    /** That the operation is done, with its outcome if that could be made. */
    static LateSave completion(Ownership owner, LeaseKeeper.Held lease, byte @Nullable [] outcome, byte[] tombstone) {
        return new LateSave(owner, lease, outcome, tombstone);
    }

    /** That the key is free. */
    static LateSave release(Ownership owner, LeaseKeeper.Held lease) {
        return new LateSave(owner, lease, null, null);
    }

    /** How a try ended. */
    enum Result {
        /** The store has it. */
        STORED,
        /** Another attempt has taken the record. */
        OVERTAKEN,
        /** The store answers, but did not take this. */
        REFUSED,
        /** The store does not answer. */
        AWAY;

        boolean isFinal() {
            return this == STORED || this == OVERTAKEN;
        }
    }

    Ownership owner() {
        return owner;
    }

    LeaseKeeper.Held lease() {
        return lease;
    }

    boolean isRelease() {
        return tombstone == null;
    }

    long size() {
        return OVERHEAD + (outcome == null ? 0 : outcome.length);
    }

    /** The same with the tombstone alone. */
    LateSave withoutOutcome() {
        return new LateSave(owner, lease, null, tombstone);
    }

    long triedAt() {
        return triedAt;
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - since > age.toNanos();
    }

    boolean isOvertakenBy(LateSave other) {
        return owner.token().value() < other.owner.token().value();
    }

    /**
     * Tries to store it.
     *
     * @param last whether there will be no other try
     */
    Result store(IdempotencyStore store, Duration retention, boolean last) {
        triedAt = System.nanoTime();
        if (tombstone == null) {
            return releaseIn(store);
        }
        if (outcome != null) {
            try {
                return result(store.complete(owner.id(), owner.token(), outcome, retention));
            } catch (RuntimeException | Error e) {
                refusals.incrementAndGet();
            }
        }
        try {
            Optional<Result> settled = look(store);
            if (settled.isPresent()) {
                return settled.get();
            }
        } catch (RuntimeException | Error e) {
            return Result.AWAY;
        }
        return outcome == null || last || refusals.get() >= REFUSALS_BEFORE_TOMBSTONE
                ? bury(store, tombstone, retention)
                : Result.REFUSED;
    }

    private Result releaseIn(IdempotencyStore store) {
        try {
            // fenced off it may be because an earlier try was applied and its answer lost: the key is free all the same
            var unused = store.release(owner.id(), owner.token());
            return Result.STORED;
        } catch (RuntimeException | Error e) {
            return Result.AWAY;
        }
    }

    /** An earlier try may have been applied, and a tombstone would take the outcome's place. */
    private Optional<Result> look(IdempotencyStore store) {
        Optional<StoredRecord> record =
                store.find(owner.id()).filter(found -> found.token().equals(owner.token()));
        if (record.isEmpty()) {
            return Optional.of(Result.OVERTAKEN);
        }
        return record.get().state() == StoredRecord.State.COMPLETED ? Optional.of(Result.STORED) : Optional.empty();
    }

    private Result bury(IdempotencyStore store, byte[] note, Duration retention) {
        try {
            return result(store.complete(owner.id(), owner.token(), note, retention));
        } catch (RuntimeException | Error e) {
            return Result.REFUSED;
        }
    }

    private static Result result(FencedWrite write) {
        return write == FencedWrite.APPLIED ? Result.STORED : Result.OVERTAKEN;
    }
}
