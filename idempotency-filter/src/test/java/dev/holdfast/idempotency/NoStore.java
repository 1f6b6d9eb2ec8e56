package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;
import java.util.Optional;

/** A store for tests that never reach it. */
final class NoStore implements IdempotencyStore {
    private boolean closed;

    boolean isClosed() {
        return closed;
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.IN_PROCESS;
    }

    @Override
    public Attempt begin(Claim claim) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FencedWrite release(RecordId id, FenceToken token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FencedWrite withdraw(Claim claim) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long purge() {
        return 0;
    }

    @Override
    public long forget(CallerScope caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }
}
