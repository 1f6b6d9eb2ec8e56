package dev.holdfast.idempotency.store;

import dev.holdfast.idempotency.store.MemoryRecord.Ended;
import dev.holdfast.idempotency.store.MemoryRecord.Working;
import dev.holdfast.idempotency.store.MemoryRecords.Step;
import dev.holdfast.servlet.internal.config.Option;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records in the memory of this process, bounded by bytes. What it remembers serves one node and dies with it:
 * {@link Guarantee#IN_PROCESS}.
 *
 * <p><b>What counts.</b> A record is charged {@value MemoryRecord#OVERHEAD} bytes and those of its outcome; while it
 * has no outcome, {@value MemoryRecord#RESERVED_FOR_OUTCOME} bytes are set aside for one.
 *
 * <p><b>What happens at the limit.</b> Nothing live is ever evicted. A new key is refused with
 * {@link Attempt.StoreFull}; retries are answered and attempts end as ever. An outcome larger than what was set aside
 * needs the difference to be free: if it is not, {@link #complete} throws {@link StoreException} and the attempt stays
 * as it was, to be released, or completed with a smaller outcome, which always fits. An outcome that replaces another
 * needs the difference between those two.
 *
 * <p>An expired record counts as absent at once, but may count towards the limit and its caller's quota for two seconds
 * more. {@link #purge} counts what the store removes on its own account meanwhile.
 *
 * <p>Tokens begin at the wall clock's microseconds, so that they go on growing when the process is started again.
 *
 * <p>Thread-safe. No method waits for I/O, and there is nothing to close.
 *
 * @since 0.1
 */
public final class CaffeineIdempotencyStore implements IdempotencyStore {
    /** Stands for every longer duration: a difference of nanosecond times holds no more than 292 years. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(36_500);

    private final LongSupplier nanoTime;
    private final Room room;
    private final MemoryRecords records;
    private final AtomicLong lastToken = new AtomicLong(System.currentTimeMillis() * 1000);

    private CaffeineIdempotencyStore(Room room, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.room = room;
        this.records = new MemoryRecords(room, nanoTime);
    }

    /** A store of the default size, 64 MiB. */
    public static CaffeineIdempotencyStore create() {
        return builder().build();
    }

    /** Begins to describe a store. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@link Guarantee#IN_PROCESS}. */
    @Override
    public Guarantee guarantee() {
        return Guarantee.IN_PROCESS;
    }

    @Override
    public Attempt begin(Claim claim) {
        var seen = records.peek(claim.id());
        long now = nanoTime.getAsLong();
        if (seen != null && !seen.yieldsTo(claim, now)) {
            return seen.answer(claim, now);
        }
        var start = new Start(claim);
        return switch (records.change(claim.id(), claim.callerQuota(), start)) {
            case MADE, NONE -> Objects.requireNonNull(start.attempt);
            case NO_ROOM -> new Attempt.StoreFull();
            case OVER_QUOTA -> new Attempt.QuotaExceeded();
        };
    }

    /** The step that a claim takes. */
    private final class Start implements Step {
        private final Claim claim;
        private @Nullable Attempt attempt;

        Start(Claim claim) {
            this.claim = claim;
        }

        @Override
        public @Nullable MemoryRecord after(@Nullable MemoryRecord record) {
            long now = nanoTime.getAsLong();
            if (record != null && !record.yieldsTo(claim, now)) {
                attempt = record.answer(claim, now);
                return record;
            }
            var token = new FenceToken(lastToken.incrementAndGet());
            attempt = new Attempt.Started(token, record != null);
            return new Working(
                    claim.caller(),
                    claim.fingerprint(),
                    token,
                    claim.nonce(),
                    now + nanosOf(claim.lease()),
                    now + nanosOf(claim.retention()));
        }
    }

    @Override
    public FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        var seen = records.peek(id);
        if (seen == null || !seen.token().equals(token)) {
            return FencedWrite.FENCED_OFF;
        }
        var kept = outcome.clone();
        return write(
                id,
                record -> record != null && record.token().equals(token)
                        ? new Ended(record.caller(), record.fingerprint(), token, kept, fromNow(retention))
                        : record);
    }

    @Override
    public FencedWrite release(RecordId id, FenceToken token) {
        return write(id, record -> record instanceof Working && record.token().equals(token) ? null : record);
    }

    @Override
    public FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        return write(
                id,
                record -> record instanceof Working working && working.token().equals(token)
                        ? working.renewed(fromNow(lease), fromNow(retention))
                        : record);
    }

    @Override
    public Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention) {
        var next = new FenceToken(lastToken.incrementAndGet());
        var result = write(
                id,
                record -> record instanceof Working working
                                && working.token().equals(lapsed)
                                && working.state(nanoTime.getAsLong()) == StoredRecord.State.LAPSED
                        ? working.takenOver(next, fromNow(lease), fromNow(retention))
                        : record);
        return result == FencedWrite.APPLIED ? Optional.of(next) : Optional.empty();
    }

    @Override
    public FencedWrite withdraw(Claim claim) {
        return write(
                claim.id(),
                record -> record instanceof Working working && working.nonce() == claim.nonce() ? null : record);
    }

    private FencedWrite write(RecordId id, Step step) {
        return switch (records.change(id, Claim.NO_QUOTA, step)) {
            case MADE -> FencedWrite.APPLIED;
            case NONE -> FencedWrite.FENCED_OFF;
            case NO_ROOM, OVER_QUOTA ->
                throw new StoreException("The outcome does not fit: maximumBytes is " + room.maximum() + ", and "
                        + room.taken() + " are taken. A first outcome of up to "
                        + MemoryRecord.RESERVED_FOR_OUTCOME + " bytes always fits");
        };
    }

    private long fromNow(Duration duration) {
        return nanoTime.getAsLong() + nanosOf(duration);
    }

    private static long nanosOf(Duration duration) {
        return Math.min(TimeUnit.NANOSECONDS.convert(duration), LONGEST_NANOS);
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        var record = records.peek(id);
        long now = nanoTime.getAsLong();
        if (record == null || record.expiresAt() - now <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                new StoredRecord(record.state(now), record.token(), Duration.ofNanos(record.expiresAt() - now)));
    }

    @Override
    public long purge() {
        return records.purge();
    }

    /** Looks through all records: its time grows with their number. */
    @Override
    public long forget(CallerScope caller) {
        return records.removeIf(record ->
                record.caller().equals(caller) && record.state(nanoTime.getAsLong()) != StoredRecord.State.IN_FLIGHT);
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
         * How many bytes the records may be charged together, at least 64 KiB; 64 MiB by default.
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
            return new CaffeineIdempotencyStore(new Room(maximumBytes.get()), nanoTime.get());
        }
    }
}
