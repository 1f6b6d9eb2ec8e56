package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FenceToken;
import java.time.Duration;

/** What becomes of a request, from what the store answered and what the rule says: a pure function. */
sealed interface Decision {

    /** It runs. */
    record Run(FenceToken token, boolean tookOver) implements Decision {}

    /** It gets what is recorded. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Replay(byte[] outcome) implements Decision {}

    /** It waits for the first one to end. */
    record Wait(Duration limit) implements Decision {}

    /**
     * Somebody has to find out how the first one ended.
     *
     * @param lapsed the attempt that it is about
     */
    record Reconcile(FenceToken lapsed) implements Decision {}

    /** It is refused. */
    record Refuse(IdempotencyProblem problem) implements Decision {}

    /** It is refused, and the key that was just claimed for it is given back. */
    record GiveBack(FenceToken token, IdempotencyProblem problem) implements Decision {}

    /**
     * Decides.
     *
     * @param keyExpired whether the key says that it is older than records are kept, and such keys are refused
     */
    static Decision of(Attempt attempt, ConflictPolicy onConflict, boolean keyExpired) {
        if (attempt instanceof Attempt.Started started) {
            return keyExpired && !started.tookOver()
                    ? new GiveBack(started.token(), IdempotencyProblem.KEY_EXPIRED)
                    : new Run(started.token(), started.tookOver());
        }
        if (attempt instanceof Attempt.Completed completed) {
            return new Replay(completed.outcome());
        }
        if (attempt instanceof Attempt.InFlight) {
            return onConflict instanceof ConflictPolicy.Wait wait
                    ? new Wait(wait.limit())
                    : new Refuse(IdempotencyProblem.REQUEST_IN_FLIGHT);
        }
        if (attempt instanceof Attempt.Mismatch) {
            return new Refuse(IdempotencyProblem.KEY_REUSED);
        }
        if (attempt instanceof Attempt.OutcomeUnknown unknown) {
            return new Reconcile(unknown.token());
        }
        if (attempt instanceof Attempt.QuotaExceeded) {
            return new Refuse(IdempotencyProblem.QUOTA_EXCEEDED);
        }
        if (attempt instanceof Attempt.StoreFull) {
            return new Refuse(IdempotencyProblem.STORE_FULL);
        }
        throw new AssertionError(attempt);
    }
}
