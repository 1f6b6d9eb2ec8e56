package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * The records by caller and key, for operators: to look at one, to settle one whose outcome is unknown, to forget a
 * caller.
 *
 * <p>Thread-safe. Every method throws {@link dev.holdfast.idempotency.store.StoreException} when the store does not
 * answer.
 */
public final class IdempotencyRecords {
    private final IdempotencyStore store;
    private final RecordNames names;
    private final ResponseCodec codec;

    private IdempotencyRecords(IdempotencyStore store, RecordNames names, ResponseCodec codec) {
        this.store = store;
        this.names = names;
        this.codec = codec;
    }

    /** The records that a filter keeps which has this store, namespace and codec. */
    public static IdempotencyRecords of(IdempotencyStore store, String namespace, ResponseCodec codec) {
        return new IdempotencyRecords(store, new RecordNames(namespace), codec);
    }

    /** How far an operation is; empty if there is no live record of it. */
    public Optional<StoredRecord> find(String caller, String key) {
        return store.find(names(caller, key).record());
    }

    /**
     * Says that an operation whose worker fell silent did not take effect: its key is free again.
     *
     * @return whether there was such an operation, and it is settled now
     */
    public boolean settleAsNotDone(String caller, String key) {
        return lapsed(caller, key)
                .map(record -> store.release(names(caller, key).record(), record.token()))
                .filter(FencedWrite.APPLIED::equals)
                .isPresent();
    }

    /**
     * Says that an operation whose worker fell silent took effect: its retries get this response.
     *
     * @param retention how long from now on
     * @return whether there was such an operation, and it is settled now
     */
    public boolean settleAsDone(String caller, String key, RecordedResponse response, Duration retention) {
        RecordNames.Names operation = names(caller, key);
        byte[] outcome = codec.encode(
                operation.record(),
                OutcomeFormat.write(new Outcome.Replayable(response.snapshot(), new BodyEvidence.None())));
        return lapsed(caller, key)
                .map(record -> store.complete(operation.record(), record.token(), outcome, retention))
                .filter(FencedWrite.APPLIED::equals)
                .isPresent();
    }

    /**
     * Removes every record of a caller that nobody is working on.
     *
     * @return how many there were
     */
    public long forgetCaller(String caller) {
        return store.forget(names.scopeOf(new Caller(Caller.Kind.AUTHENTICATED, caller)));
    }

    private Optional<StoredRecord> lapsed(String caller, String key) {
        return find(caller, key).filter(record -> record.state() == StoredRecord.State.LAPSED);
    }

    private RecordNames.Names names(String caller, String key) {
        return names.of(new Caller(Caller.Kind.AUTHENTICATED, caller), key, Mode.ENFORCE);
    }
}
