package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.servlet.Mode;
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
    /** How long the record is its settler's, should that one be cut off. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

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
        RecordId record = names(caller, key).record();
        return takenOver(record)
                .map(token -> store.release(record, token))
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
        return takenOver(operation.record())
                .map(token -> store.complete(operation.record(), token, outcome, retention))
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

    /** A worker that is back among the living by now, or a retry, must not have its attempt settled. */
    private Optional<FenceToken> takenOver(RecordId id) {
        return store.find(id)
                .filter(record -> record.state() == StoredRecord.State.LAPSED)
                .flatMap(record -> store.takeOver(id, record.token(), SETTLING, longer(record.expiresIn())));
    }

    private static Duration longer(Duration remaining) {
        return remaining.compareTo(SETTLING) < 0 ? SETTLING : remaining;
    }

    private RecordNames.Names names(String caller, String key) {
        return names.of(new Caller(Caller.Kind.AUTHENTICATED, caller), key, Mode.ENFORCE);
    }
}
