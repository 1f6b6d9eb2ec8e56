package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A store that fails where a test says so. Thread-safe. */
public final class FaultyStore implements IdempotencyStore {

    /** What can fail. */
    public enum Operation {
        /** {@link IdempotencyStore#begin}. */
        BEGIN,
        /** {@link IdempotencyStore#complete}. */
        COMPLETE,
        /** {@link IdempotencyStore#release}. */
        RELEASE,
        /** {@link IdempotencyStore#renew}. */
        RENEW,
        /** {@link IdempotencyStore#takeOver}. */
        TAKE_OVER,
        /** {@link IdempotencyStore#withdraw}. */
        WITHDRAW,
        /** {@link IdempotencyStore#find}. */
        FIND,
        /** {@link IdempotencyStore#purge} and {@link IdempotencyStore#forget}. */
        REMOVE
    }

    private final IdempotencyStore store;
    private volatile Set<Operation> failing = Set.of();
    private volatile Predicate<byte[]> refusedOutcomes = outcome -> false;
    private volatile Set<Operation> losing = Set.of();
    private final Map<Operation, Runnable> preludes = new ConcurrentHashMap<>();
    private final Map<Operation, Runnable> postludes = new ConcurrentHashMap<>();

    /** A store that works until it is told not to. */
    public FaultyStore(IdempotencyStore store) {
        this.store = store;
    }

    /** From now on these fail, without having done anything; all others work. */
    public void fail(Operation... operations) {
        failing = Set.of(operations);
    }

    /** From now on these do what they should, and then fail all the same: the answer is lost. */
    public void loseAnswer(Operation... operations) {
        losing = Set.of(operations);
    }

    /** From now on this runs before such an operation, which waits for it, and does not come about if it throws. */
    public void before(Operation operation, Runnable prelude) {
        preludes.put(operation, prelude);
    }

    /** From now on this runs when such an operation is done, and before its answer is given. */
    public void after(Operation operation, Runnable postlude) {
        postludes.put(operation, postlude);
    }

    /** From now on everything fails. */
    public void die() {
        failing = EnumSet.allOf(Operation.class);
    }

    /** From now on everything works again. */
    public void recover() {
        failing = Set.of();
        losing = Set.of();
        refusedOutcomes = outcome -> false;
        preludes.clear();
        postludes.clear();
    }

    /** From now on the outcomes that fit cannot be stored, as when they are too large or a disk is full. */
    public void refuseOutcomes(Predicate<byte[]> fitting) {
        refusedOutcomes = fitting;
    }

    private void before(Operation operation) {
        preludes.getOrDefault(operation, () -> {}).run();
        if (failing.contains(operation)) {
            throw new StoreException("The test says that " + operation + " fails");
        }
    }

    private <T> T after(Operation operation, T result) {
        postludes.getOrDefault(operation, () -> {}).run();
        if (losing.contains(operation)) {
            throw new StoreException("The test says that the answer to " + operation + " is lost");
        }
        return result;
    }

    @Override
    public Guarantee guarantee() {
        return store.guarantee();
    }

    @Override
    public Attempt begin(Claim claim) {
        before(Operation.BEGIN);
        return after(Operation.BEGIN, store.begin(claim));
    }

    @Override
    public FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        before(Operation.COMPLETE);
        if (refusedOutcomes.test(outcome)) {
            throw new StoreException("The test says that this outcome cannot be stored");
        }
        return after(Operation.COMPLETE, store.complete(id, token, outcome, retention));
    }

    @Override
    public FencedWrite release(RecordId id, FenceToken token) {
        before(Operation.RELEASE);
        return after(Operation.RELEASE, store.release(id, token));
    }

    @Override
    public FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        before(Operation.RENEW);
        return after(Operation.RENEW, store.renew(id, token, lease, retention));
    }

    @Override
    public Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention) {
        before(Operation.TAKE_OVER);
        return after(Operation.TAKE_OVER, store.takeOver(id, lapsed, lease, retention));
    }

    @Override
    public FencedWrite withdraw(Claim claim) {
        before(Operation.WITHDRAW);
        return after(Operation.WITHDRAW, store.withdraw(claim));
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        before(Operation.FIND);
        return after(Operation.FIND, store.find(id));
    }

    @Override
    public long purge() {
        before(Operation.REMOVE);
        return after(Operation.REMOVE, store.purge());
    }

    @Override
    public long forget(CallerScope caller) {
        before(Operation.REMOVE);
        return after(Operation.REMOVE, store.forget(caller));
    }

    @Override
    public void close() {
        store.close();
    }
}
