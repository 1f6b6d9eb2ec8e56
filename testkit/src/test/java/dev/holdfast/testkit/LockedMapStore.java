package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The simplest store there can be: a map behind one lock. What the contract itself is tried on. */
class LockedMapStore implements IdempotencyStore {
    private final Map<RecordId, Row> rows = new HashMap<>();
    private final FakeTime time;
    private long lastToken;

    LockedMapStore(FakeTime time) {
        this.time = time;
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Row(
            CallerScope caller,
            Fingerprint fingerprint,
            FenceToken token,
            Instant leaseEnds,
            Instant expires,
            byte @Nullable [] outcome) {}

    @Override
    public Guarantee guarantee() {
        return Guarantee.IN_PROCESS;
    }

    @Override
    public synchronized Attempt begin(Claim claim) {
        var row = live(claim.id());
        if (row == null) {
            var taken = rows.values().stream()
                    .filter(other -> other.caller().equals(claim.caller()) && !hasExpired(other))
                    .count();
            return taken >= claim.callerQuota() ? new Attempt.QuotaExceeded() : start(claim, false);
        }
        if (!row.fingerprint().equals(claim.fingerprint())) {
            return new Attempt.Mismatch();
        }
        if (row.outcome() != null) {
            return new Attempt.Completed(row.outcome().clone());
        }
        if (!hasLapsed(row)) {
            return new Attempt.InFlight(Duration.between(time.instant(), row.leaseEnds()));
        }
        return claim.onLapse() == LapsePolicy.RUN_AGAIN ? start(claim, true) : new Attempt.OutcomeUnknown(row.token());
    }

    private Attempt start(Claim claim, boolean tookOver) {
        var now = time.instant();
        var token = new FenceToken(++lastToken);
        rows.put(
                claim.id(),
                new Row(
                        claim.caller(),
                        claim.fingerprint(),
                        token,
                        now.plus(claim.lease()),
                        now.plus(claim.retention()),
                        null));
        return new Attempt.Started(token, tookOver);
    }

    @Override
    public synchronized FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        var row = live(id);
        if (row == null || !row.token().equals(token)) {
            return FencedWrite.FENCED_OFF;
        }
        var expires = time.instant().plus(retention);
        rows.put(id, new Row(row.caller(), row.fingerprint(), token, row.leaseEnds(), expires, outcome.clone()));
        return FencedWrite.APPLIED;
    }

    @Override
    public synchronized FencedWrite release(RecordId id, FenceToken token) {
        var row = live(id);
        if (row == null || !row.token().equals(token) || row.outcome() != null) {
            return FencedWrite.FENCED_OFF;
        }
        rows.remove(id);
        return FencedWrite.APPLIED;
    }

    @Override
    public synchronized FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        var row = live(id);
        if (row == null || !row.token().equals(token) || row.outcome() != null) {
            return FencedWrite.FENCED_OFF;
        }
        var now = time.instant();
        rows.put(id, new Row(row.caller(), row.fingerprint(), token, now.plus(lease), now.plus(retention), null));
        return FencedWrite.APPLIED;
    }

    @Override
    public synchronized Optional<StoredRecord> find(RecordId id) {
        return Optional.ofNullable(live(id)).map(row -> {
            var state = row.outcome() != null
                    ? StoredRecord.State.COMPLETED
                    : hasLapsed(row) ? StoredRecord.State.LAPSED : StoredRecord.State.IN_FLIGHT;
            return new StoredRecord(state, row.token(), Duration.between(time.instant(), row.expires()));
        });
    }

    @Override
    public synchronized long purge() {
        return remove(this::hasExpired);
    }

    @Override
    public synchronized long forget(CallerScope caller) {
        return remove(row -> row.caller().equals(caller) && (row.outcome() != null || hasLapsed(row)));
    }

    private long remove(Predicate<Row> condition) {
        long before = rows.size();
        rows.values().removeIf(condition);
        return before - rows.size();
    }

    private @Nullable Row live(RecordId id) {
        var row = rows.get(id);
        return row == null || hasExpired(row) ? null : row;
    }

    private boolean hasLapsed(Row row) {
        return !time.instant().isBefore(row.leaseEnds());
    }

    private boolean hasExpired(Row row) {
        return !time.instant().isBefore(row.expires());
    }

    @Override
    public void close() {}
}
