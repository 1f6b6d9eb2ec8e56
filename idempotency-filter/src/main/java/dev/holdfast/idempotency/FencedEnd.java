package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one attempt that has a lease, which is told to the listener exactly once, whatever fails. The lease is held
 * until the store has the end. One request; whoever calls sees to it that there is one end.
 */
final class FencedEnd implements AttemptEnd {
    private static final Logger log = LoggerFactory.getLogger(FencedEnd.class);

    private final Engine engine;
    private final Settings settings;
    private final IdempotencyStore store;
    private final Ownership owner;
    private final LeaseKeeper.Held lease;

    FencedEnd(Engine engine, Ownership owner) {
        this.engine = engine;
        this.settings = engine.settings();
        this.store = settings.store();
        this.owner = owner;
        this.lease = engine.leases().hold(owner);
    }

    @Override
    public boolean keepsToItsThread() {
        return false;
    }

    @Override
    public void release() {
        FencedWrite result;
        try {
            result = store.release(owner.id(), owner.token());
        } catch (RuntimeException | Error e) {
            failed(e);
            engine.lateSaves().release(owner, lease);
            return;
        }
        ended(result, l -> l.released(owner.event()));
    }

    @Override
    public Verdict record(int status, Supplier<byte[]> outcome) {
        byte @Nullable [] bytes = null;
        FencedWrite result;
        try {
            bytes = outcome.get();
            result = complete(bytes);
        } catch (RuntimeException | Error e) {
            failed(e);
            return salvage(status, bytes);
        }
        return ended(result, l -> l.completed(owner.event(), status));
    }

    private Verdict salvage(int status, byte @Nullable [] outcome) {
        FencedWrite result;
        try {
            if (outcome != null && isRecorded()) {
                // it was the answer that got lost, and a tombstone would take the outcome's place
                return ended(FencedWrite.APPLIED, l -> l.completed(owner.event(), status));
            }
            result = complete(Tombstone.of(status, Outcome.Reason.NOT_SAVED));
        } catch (RuntimeException | Error e) {
            engine.lateSaves().complete(owner, lease, status, outcome);
            return Verdict.NOT_SAVED;
        }
        return ended(result, l -> l.spent(owner.event()));
    }

    private boolean isRecorded() {
        return store.find(owner.id())
                .filter(record -> record.state() == StoredRecord.State.COMPLETED)
                .filter(record -> record.token().equals(owner.token()))
                .isPresent();
    }

    @Override
    public boolean spend(int status, Outcome.Reason reason) {
        FencedWrite result;
        try {
            result = complete(Tombstone.of(status, reason));
        } catch (RuntimeException | Error e) {
            failed(e);
            engine.lateSaves().complete(owner, lease, status, null);
            return true;
        }
        ended(result, l -> l.spent(owner.event()));
        return true;
    }

    private FencedWrite complete(byte[] outcome) {
        return store.complete(owner.id(), owner.token(), outcome, settings.retention());
    }

    private Verdict ended(FencedWrite result, Consumer<IdempotencyListener> applied) {
        engine.leases().letGo(lease);
        if (result == FencedWrite.APPLIED) {
            settings.listener().tell(applied);
            return Verdict.SEND;
        }
        settings.listener().tell(l -> l.overtaken(owner.event()));
        return Verdict.OVERTAKEN;
    }

    private void failed(Throwable failure) {
        if (failure instanceof StoreException known) {
            settings.listener().tell(l -> l.storeFailed(owner.event(), known));
            return;
        }
        log.warn("The end of {} could not be recorded as it is", owner.event(), failure);
        StoreException told = new StoreException("The end of an attempt could not be recorded", failure);
        settings.listener().tell(l -> l.storeFailed(owner.event(), told));
    }

    @Override
    public void abandon() {
        engine.leases().leave(lease);
        settings.listener().tell(l -> l.abandoned(owner.event()));
    }

    @Override
    public void workIsOver() {
        engine.leases().letGo(lease);
    }
}
