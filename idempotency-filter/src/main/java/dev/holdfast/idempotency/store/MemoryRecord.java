package dev.holdfast.idempotency.store;

import dev.holdfast.idempotency.store.StoredRecord.State;
import java.time.Duration;

/** A record as memory keeps it, with its times in the store's nanoseconds; every change makes another. Immutable. */
sealed interface MemoryRecord {
    /** What a record costs beside its outcome: itself, its digests, its places in the cache and in the count of callers. */
    int OVERHEAD = 512;

    /** What is set aside for the outcome of an attempt that has none yet. */
    int RESERVED_FOR_OUTCOME = 4096;

    CallerScope caller();

    Fingerprint fingerprint();

    FenceToken token();

    long expiresAt();

    /** The bytes it is charged for. */
    long weight();

    State state(long now);

    /** What a claim for the same operation is told. */
    Attempt answer(long now);

    /** Whether a claim puts a new attempt in this one's place. */
    default boolean yieldsTo(Claim claim, long now) {
        return claim.onLapse() == LapsePolicy.RUN_AGAIN
                && state(now) == State.LAPSED
                && fingerprint().equals(claim.fingerprint());
    }

    default Attempt answer(Claim claim, long now) {
        return fingerprint().equals(claim.fingerprint()) ? answer(now) : new Attempt.Mismatch();
    }

    /**
     * An attempt without an outcome, whether or not its lease has lapsed.
     *
     * @param nonce that of the claim it was won by
     */
    record Working(
            CallerScope caller, Fingerprint fingerprint, FenceToken token, long nonce, long leaseEndsAt, long expiresAt)
            implements MemoryRecord {
        /** Not random, so no claim's. */
        private static final long NO_CLAIM = 0;

        static final long WEIGHT = OVERHEAD + RESERVED_FOR_OUTCOME;

        @Override
        public long weight() {
            return WEIGHT;
        }

        @Override
        public State state(long now) {
            return leaseEndsAt - now > 0 ? State.IN_FLIGHT : State.LAPSED;
        }

        @Override
        public Attempt answer(long now) {
            return state(now) == State.IN_FLIGHT
                    ? new Attempt.InFlight(Duration.ofNanos(leaseEndsAt - now))
                    : new Attempt.OutcomeUnknown(token);
        }

        Working renewed(long leaseEnd, long expiry) {
            return new Working(caller, fingerprint, token, nonce, leaseEnd, expiry);
        }

        Working takenOver(FenceToken next, long leaseEnd, long expiry) {
            return new Working(caller, fingerprint, next, NO_CLAIM, leaseEnd, expiry);
        }
    }

    /**
     * An attempt with its outcome.
     *
     * @param outcome nobody else's array
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Ended(CallerScope caller, Fingerprint fingerprint, FenceToken token, byte[] outcome, long expiresAt)
            implements MemoryRecord {

        @Override
        public long weight() {
            return (long) OVERHEAD + outcome.length;
        }

        @Override
        public State state(long now) {
            return State.COMPLETED;
        }

        @Override
        public Attempt answer(long now) {
            return new Attempt.Completed(outcome.clone());
        }
    }
}
