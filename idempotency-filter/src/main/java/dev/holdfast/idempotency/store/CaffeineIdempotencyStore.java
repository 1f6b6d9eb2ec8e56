package dev.holdfast.idempotency.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.holdfast.servlet.internal.config.Option;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The records in this process's memory, by its monotonic clock: for a single node whose records may die with it.
 *
 * <p>It holds at most a given number of bytes. When it is full it takes no new key ({@link Attempt.StoreFull}) until
 * records expire; it never drops a live one. What is in flight can still end then: an outcome for which there is no room
 * is a {@link StoreException}, and one of up to {@value #SMALL_OUTCOME} bytes always has room.
 *
 * <p>Thread-safe. No method blocks on I/O.
 */
public final class CaffeineIdempotencyStore implements IdempotencyStore {
    /** What a record counts beside a larger outcome: its names, its entry and room for a small outcome. */
    static final long RECORD_BYTES = 512;

    private static final int SMALL_OUTCOME = 128;

    private final long maximumBytes;
    private final LongSupplier nanoTime;
    private final Cache<RecordId, Entry> entries;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<CallerScope, Long> liveRecords = new ConcurrentHashMap<>();
    private final LongAdder expired = new LongAdder();
    /** Microseconds of wall-clock time to begin with, so that a restarted process goes on with greater tokens. */
    private final AtomicLong tokens = new AtomicLong(System.currentTimeMillis() * 1000);

    private CaffeineIdempotencyStore(long maximumBytes, LongSupplier nanoTime) {
        this.maximumBytes = maximumBytes;
        this.nanoTime = nanoTime;
        this.entries = Caffeine.newBuilder()
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .expireAfter(new ByRetention())
                .evictionListener(this::onExpiry)
                .build();
    }

    /** A store of the default size, 64 MiB. */
    public static CaffeineIdempotencyStore create() {
        return builder().build();
    }

    /** Begins to describe a store. */
    public static Builder builder() {
        return new Builder();
    }

    /** One record's state. Entries are replaced, not compared, and their outcomes are never handed out. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(Claim claim, FenceToken token, long leaseEnd, long expiry, byte @Nullable [] outcome) {

        long bytes() {
            return outcome == null ? RECORD_BYTES : sizeWith(outcome.length);
        }

        static long sizeWith(int outcome) {
            return RECORD_BYTES + Math.max(0, outcome - SMALL_OUTCOME);
        }

        boolean inFlightBy(FenceToken other) {
            return outcome == null && token.equals(other);
        }

        boolean lapsed(long now) {
            return outcome == null && now - leaseEnd >= 0;
        }

        Entry completed(byte[] with, long newExpiry) {
            return new Entry(claim, token, leaseEnd, newExpiry, with);
        }

        Entry renewed(long newLeaseEnd, long newExpiry) {
            return new Entry(claim, token, newLeaseEnd, newExpiry, null);
        }
    }

    private static final class ByRetention implements Expiry<RecordId, Entry> {
        @Override
        public long expireAfterCreate(RecordId id, Entry entry, long now) {
            return entry.expiry() - now;
        }

        @Override
        public long expireAfterUpdate(RecordId id, Entry entry, long now, long remaining) {
            return entry.expiry() - now;
        }

        @Override
        public long expireAfterRead(RecordId id, Entry entry, long now, long remaining) {
            return remaining;
        }
    }

    private void onExpiry(@Nullable RecordId id, @Nullable Entry entry, RemovalCause cause) {
        if (entry != null) {
            expired.increment();
            uncount(entry);
        }
    }

    private void uncount(Entry entry) {
        bytes.addAndGet(-entry.bytes());
        liveRecords.computeIfPresent(entry.claim().caller(), (caller, count) -> count == 1 ? null : count - 1);
    }

    /** How many bytes the records count, expired ones that have not been removed included. */
    long bytes() {
        return bytes.get();
    }

    /** {@link Guarantee#IN_PROCESS}. */
    @Override
    public Guarantee guarantee() {
        return Guarantee.IN_PROCESS;
    }

    @Override
    public Attempt begin(Claim claim) {
        Entry known = entries.getIfPresent(claim.id());
        if (known != null) {
            Optional<Attempt> answer = answer(known, claim);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        Attempt attempt = tryToStart(claim);
        if (attempt instanceof Attempt.StoreFull || attempt instanceof Attempt.QuotaExceeded) {
            entries.cleanUp(); // what has expired may still be counted
            return tryToStart(claim);
        }
        return attempt;
    }

    /** What there is to say of a live record; empty if it is to be taken over. */
    private Optional<Attempt> answer(Entry entry, Claim claim) {
        if (!entry.claim().fingerprint().equals(claim.fingerprint())) {
            return Optional.of(new Attempt.Mismatch());
        }
        byte[] outcome = entry.outcome();
        if (outcome != null) {
            return Optional.of(new Attempt.Completed(outcome.clone()));
        }
        long now = nanoTime.getAsLong();
        if (!entry.lapsed(now)) {
            return Optional.of(new Attempt.InFlight(Duration.ofNanos(entry.leaseEnd() - now)));
        }
        return claim.onLapse() == LapsePolicy.OUTCOME_UNKNOWN
                ? Optional.of(new Attempt.OutcomeUnknown(entry.token()))
                : Optional.empty();
    }

    private Attempt tryToStart(Claim claim) {
        Attempt[] attempt = new Attempt[1];
        entries.asMap().compute(claim.id(), (id, entry) -> {
            Attempt answer =
                    entry == null ? reserve(claim) : answer(entry, claim).orElse(null);
            if (answer != null) {
                attempt[0] = answer;
                return entry;
            }
            FenceToken token = new FenceToken(tokens.incrementAndGet());
            attempt[0] = new Attempt.Started(token, entry != null);
            long now = nanoTime.getAsLong();
            return new Entry(claim, token, end(now, claim.lease()), end(now, claim.retention()), null);
        });
        return attempt[0];
    }

    private static long end(long now, Duration duration) {
        return now + duration.toNanos();
    }

    /** Counts a new record, or says why there can be none. */
    private @Nullable Attempt reserve(Claim claim) {
        if (bytes.addAndGet(RECORD_BYTES) > maximumBytes) {
            bytes.addAndGet(-RECORD_BYTES);
            return new Attempt.StoreFull();
        }
        boolean[] within = new boolean[1];
        liveRecords.compute(claim.caller(), (caller, count) -> {
            long before = count == null ? 0 : count;
            within[0] = before < claim.callerQuota();
            return within[0] ? Long.valueOf(before + 1) : count;
        });
        if (within[0]) {
            return null;
        }
        bytes.addAndGet(-RECORD_BYTES);
        return new Attempt.QuotaExceeded();
    }

    @Override
    public FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        byte[] copy = outcome.clone();
        FencedWrite[] result = {FencedWrite.FENCED_OFF};
        entries.asMap().computeIfPresent(id, (key, entry) -> {
            if (!entry.token().equals(token)) {
                return entry;
            }
            makeRoom(Entry.sizeWith(copy.length) - entry.bytes());
            result[0] = FencedWrite.APPLIED;
            return entry.completed(copy, end(nanoTime.getAsLong(), retention));
        });
        return result[0];
    }

    private void makeRoom(long more) {
        if (bytes.addAndGet(more) > maximumBytes && more > 0) {
            bytes.addAndGet(-more);
            throw new StoreException("The in-memory store has no room for an outcome: maximumBytes is " + maximumBytes);
        }
    }

    @Override
    public FencedWrite release(RecordId id, FenceToken token) {
        FencedWrite[] result = {FencedWrite.FENCED_OFF};
        entries.asMap().computeIfPresent(id, (key, entry) -> {
            if (!entry.inFlightBy(token)) {
                return entry;
            }
            uncount(entry);
            result[0] = FencedWrite.APPLIED;
            return null;
        });
        return result[0];
    }

    @Override
    public FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        FencedWrite[] result = {FencedWrite.FENCED_OFF};
        entries.asMap().computeIfPresent(id, (key, entry) -> {
            if (!entry.inFlightBy(token)) {
                return entry;
            }
            result[0] = FencedWrite.APPLIED;
            long now = nanoTime.getAsLong();
            return entry.renewed(end(now, lease), end(now, retention));
        });
        return result[0];
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        return Optional.ofNullable(entries.getIfPresent(id)).map(this::describe);
    }

    private StoredRecord describe(Entry entry) {
        long now = nanoTime.getAsLong();
        return new StoredRecord(state(entry, now), entry.token(), Duration.ofNanos(Math.max(0, entry.expiry() - now)));
    }

    private static StoredRecord.State state(Entry entry, long now) {
        if (entry.outcome() != null) {
            return StoredRecord.State.COMPLETED;
        }
        return entry.lapsed(now) ? StoredRecord.State.LAPSED : StoredRecord.State.IN_FLIGHT;
    }

    @Override
    public long purge() {
        long before = expired.sum();
        entries.cleanUp();
        return expired.sum() - before;
    }

    /** Looks through all records: its time grows with their number. */
    @Override
    public long forget(CallerScope caller) {
        long removed = 0;
        for (RecordId id : entries.asMap().keySet()) {
            if (forget(id, caller)) {
                removed++;
            }
        }
        return removed;
    }

    private boolean forget(RecordId id, CallerScope caller) {
        boolean[] removed = new boolean[1];
        entries.asMap().computeIfPresent(id, (key, entry) -> {
            boolean workedOn = entry.outcome() == null && !entry.lapsed(nanoTime.getAsLong());
            if (workedOn || !entry.claim().caller().equals(caller)) {
                return entry;
            }
            uncount(entry);
            removed[0] = true;
            return null;
        });
        return removed[0];
    }

    /** Does nothing: there is nothing open. */
    @Override
    public void close() {}

    /** Describes a store. Each option may be set once. Not thread-safe. */
    public static final class Builder {
        private static final long SMALLEST = 64 << 10;

        private final Option<Long> maximumBytes = Option.of("maximumBytes", 64L << 20);
        private final Option<LongSupplier> nanoTime = Option.of("nanoTime", System::nanoTime);

        private Builder() {}

        /**
         * How many bytes of records it holds, at least 64 KiB; 64 MiB by default. A record counts 512 bytes, and what its
         * outcome has beyond 128.
         *
         * @throws IllegalArgumentException if it is less
         */
        public Builder maximumBytes(long number) {
            maximumBytes.set(number, number >= SMALLEST, "at least " + SMALLEST);
            return this;
        }

        /** The clock by which leases and retention run, in nanoseconds; {@link System#nanoTime} by default. */
        public Builder nanoTime(LongSupplier clock) {
            nanoTime.set(clock);
            return this;
        }

        /** Makes the store. */
        public CaffeineIdempotencyStore build() {
            return new CaffeineIdempotencyStore(maximumBytes.get(), nanoTime.get());
        }
    }
}
