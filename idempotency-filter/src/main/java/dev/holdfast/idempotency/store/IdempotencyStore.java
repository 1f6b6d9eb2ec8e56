package dev.holdfast.idempotency.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the records of operations are kept. The life of a record:
 *
 * <ol>
 *   <li>{@link #begin} decides in one atomic step: a free key is claimed by exactly one of any number of simultaneous
 *       callers, and the winner has seen in that same step that the key is not completed.
 *   <li>The winner holds a lease by the store's own clock and {@link #renew renews} it while it works. The lease is
 *       distinct from the retention, after which a record counts as absent even before it is removed.
 *   <li>It ends the attempt by {@link #complete} (the outcome is kept) or {@link #release} (the key is free again).
 *   <li>If it does neither, its attempt lapses with the lease, and the next {@link #begin} goes by the claim's
 *       {@link LapsePolicy}: it takes the record over with a new token, or learns that the outcome is unknown. A lapsed
 *       worker that nobody has overtaken still owns its record.
 *   <li>Whoever settles a lapsed attempt {@linkplain #takeOver takes it over} first, and only the one it has looked at.
 *   <li>Complete, renew and release are fenced by the attempt's token: a worker that was overtaken changes nothing.
 *       Each of them can be repeated with the same token after a failure whose effect is unknown.
 *   <li>A claim whose answer was lost may have been won, and then nobody works on it. It is not made again, but
 *       {@linkplain #withdraw withdrawn}.
 * </ol>
 *
 * <p>Thread-safe. Every method but {@link #guarantee} and {@link #transactions} may block on I/O and throws {@link StoreException} when the store
 * cannot answer. No method keeps a reference to an array it was handed. {@code IdempotencyStoreContract} in the testkit
 * is this text as tests.
 */
public interface IdempotencyStore extends AutoCloseable {

    /** What this store promises. */
    Guarantee guarantee();

    /** Attempts that are transactions; empty unless the store gives {@link Guarantee#TRANSACTIONAL}. */
    default Optional<StoreTransactions> transactions() {
        return Optional.empty();
    }

    /**
     * Claims a key, or says why not. In this order, and atomically:
     *
     * <ol>
     *   <li>no live record: {@link Attempt.StoreFull}, {@link Attempt.QuotaExceeded}, or {@link Attempt.Started}
     *   <li>another fingerprint, in whichever state: {@link Attempt.Mismatch}
     *   <li>completed: {@link Attempt.Completed}
     *   <li>in flight: {@link Attempt.InFlight}
     *   <li>lapsed: {@link Attempt.Started} with a greater token, or {@link Attempt.OutcomeUnknown}
     * </ol>
     *
     * <p>A quota may be overrun by as many records as claims of that caller run at the same instant.
     */
    Attempt begin(Claim claim);

    /**
     * Records how the attempt ended, whether or not its lease has lapsed. Completing twice with one token is
     * {@link FencedWrite#APPLIED} both times; the later outcome stands.
     *
     * @param outcome bytes that {@link #begin} will hand to retries
     * @param retention how long they are kept from now on
     */
    FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention);

    /** Frees the key, if the attempt has no outcome yet. Releasing what is already gone is {@link FencedWrite#FENCED_OFF}. */
    FencedWrite release(RecordId id, FenceToken token);

    /** Starts the lease and the retention anew, if the attempt has no outcome yet, whether or not its lease has lapsed. */
    FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention);

    /**
     * Takes over a lapsed attempt in order to settle it, atomically: of any number of callers one succeeds, and neither the
     * lapsed worker nor a retry can come in between.
     *
     * @param lapsed the attempt that was looked at
     * @param lease the new attempt's, by the store's clock
     * @param retention how long the record is kept from now on, at least the lease
     * @return the new attempt's token, which is greater; empty if the record's attempt is another one by now, has not
     *     lapsed, or has an outcome
     */
    Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention);

    /**
     * Takes back a claim whose answer was lost: frees the key, if the claim was won, whether or not its lease has lapsed,
     * and its attempt has no outcome yet. It can be repeated.
     *
     * @return {@link FencedWrite#FENCED_OFF} if there is no such attempt (any more, or yet: what a store was asked may
     *     still reach it after the failure was reported)
     */
    FencedWrite withdraw(Claim claim);

    /** Looks at a record without touching it; empty if there is none or it has expired. */
    Optional<StoredRecord> find(RecordId id);

    /**
     * Removes expired records, in batches that hold no lock for long. Any number of nodes may run it at once.
     *
     * @return how many this call removed
     */
    long purge();

    /**
     * Removes every record of a caller that nobody is working on: completed and lapsed ones.
     *
     * @return how many this call removed
     */
    long forget(CallerScope caller);

    /** Lets go of what the store itself opened. It does not touch the records. */
    @Override
    void close();
}
