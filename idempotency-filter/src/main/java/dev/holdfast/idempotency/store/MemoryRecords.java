package dev.holdfast.idempotency.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live records by their ids, with what they weigh and whose they are; all three change together. Thread-safe.
 *
 * <p>There is no lock over all of it: a change locks its record, and in there counts. The cache bounds nothing: its own
 * way of keeping to a size is to evict.
 */
final class MemoryRecords {
    private final Room room;
    private final CallerCounts callers = new CallerCounts();
    private final LongAdder expired = new LongAdder();
    /** Guards the difference between two readings of {@link #expired}. */
    private final ReentrantLock purging = new ReentrantLock();

    private final Cache<RecordId, MemoryRecord> cache;
    private final Policy<RecordId, MemoryRecord> policy;

    MemoryRecords(Room room, LongSupplier nanoTime) {
        this.room = room;
        this.cache = Caffeine.newBuilder()
                .ticker(nanoTime::getAsLong)
                .expireAfter(new AtItsOwnTime())
                .executor(Runnable::run)
                .<RecordId, MemoryRecord>evictionListener((id, record, cause) -> onExpiry(record))
                .build();
        this.policy = cache.policy();
    }

    /** What becomes of a record. */
    interface Step {
        /** Gives the record's successor: the same instance to leave it as it is, null for none. */
        @Nullable
        MemoryRecord after(@Nullable MemoryRecord record);
    }

    /** How a step ended. */
    enum Change {
        MADE,
        NONE,
        /** The step was undone: there is no room for what it made. */
        NO_ROOM,
        /** The step was undone: the caller has no room for what it made. */
        OVER_QUOTA
    }

    /** The live record as it is, in passing. */
    @Nullable
    MemoryRecord peek(RecordId id) {
        return policy.getIfPresentQuietly(id);
    }

    /**
     * Takes a step atomically, and once again with the expired records out of the way if it did not fit.
     *
     * @param callerQuota how many records the owner of a new one may then have
     */
    Change change(RecordId id, long callerQuota, Step step) {
        var first = attempt(id, callerQuota, step);
        if (first != Change.NO_ROOM && first != Change.OVER_QUOTA) {
            return first;
        }
        sweep();
        return attempt(id, callerQuota, step);
    }

    private Change attempt(RecordId id, long callerQuota, Step step) {
        var weighing = new Weighing(callerQuota, step);
        cache.asMap().compute(id, (key, record) -> weighing.after(record));
        return weighing.change;
    }

    /** A step with its consequences for room and quota. */
    private final class Weighing implements Step {
        private final long callerQuota;
        private final Step step;
        private Change change = Change.NONE;

        Weighing(long callerQuota, Step step) {
            this.callerQuota = callerQuota;
            this.step = step;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same instance says that nothing was done
        public @Nullable MemoryRecord after(@Nullable MemoryRecord before) {
            var after = step.after(before);
            if (after == before) {
                return before;
            }
            change = weigh(before, after);
            return change == Change.MADE ? after : before;
        }

        private Change weigh(@Nullable MemoryRecord before, @Nullable MemoryRecord after) {
            if (after == null) {
                giveBack(before);
                return Change.MADE;
            }
            long held = before == null ? 0 : before.weight();
            if (!room.resize(held, after.weight())) {
                return Change.NO_ROOM;
            }
            if (before == null && !callers.enter(after.caller(), callerQuota)) {
                room.giveBack(after.weight());
                return Change.OVER_QUOTA;
            }
            return Change.MADE;
        }
    }

    private void giveBack(@Nullable MemoryRecord record) {
        if (record != null) {
            room.giveBack(record.weight());
            callers.leave(record.caller());
        }
    }

    private void onExpiry(@Nullable MemoryRecord record) {
        giveBack(record);
        expired.increment();
    }

    /** Removes live records and gives how many. */
    long removeIf(Predicate<MemoryRecord> condition) {
        var removed = new LongAdder();
        cache.asMap().forEach((id, seen) -> {
            if (condition.test(seen) && change(id, 0, record -> unless(condition, record)) == Change.MADE) {
                removed.increment();
            }
        });
        return removed.sum();
    }

    private static @Nullable MemoryRecord unless(Predicate<MemoryRecord> condition, @Nullable MemoryRecord record) {
        return record == null || condition.test(record) ? null : record;
    }

    /** Removes expired records and gives how many went meanwhile. */
    long purge() {
        purging.lock();
        try {
            long before = expired.sum();
            sweep();
            return expired.sum() - before;
        } finally {
            purging.unlock();
        }
    }

    /** The cache removes so many at a time and no more. */
    private void sweep() {
        long before;
        do {
            before = expired.sum();
            cache.cleanUp();
        } while (expired.sum() != before);
    }

    /** Each record says itself when it expires, and being read does not change that. */
    private static final class AtItsOwnTime implements Expiry<RecordId, MemoryRecord> {
        @Override
        public long expireAfterCreate(RecordId id, MemoryRecord record, long now) {
            return record.expiresAt() - now;
        }

        @Override
        public long expireAfterUpdate(RecordId id, MemoryRecord record, long now, long current) {
            return record.expiresAt() - now;
        }

        @Override
        public long expireAfterRead(RecordId id, MemoryRecord record, long now, long current) {
            return current;
        }
    }
}
