package dev.holdfast.idempotency.store;

import java.time.Duration;

/** What a store answers to a {@link Claim}. */
public sealed interface Attempt {

    /**
     * The caller won: it runs the operation, and nobody else does while its lease lasts.
     *
     * @param token what completes, renews or releases this attempt
     * @param tookOver whether an earlier attempt had lapsed and was taken over
     */
    record Started(FenceToken token, boolean tookOver) implements Attempt {}

    /**
     * The same operation is being worked on.
     *
     * @param leaseRemaining how long the worker's lease lasts, by the store's clock, if it is not renewed; not negative
     */
    record InFlight(Duration leaseRemaining) implements Attempt {}

    /**
     * The same operation ended.
     *
     * @param outcome what was handed to {@link IdempotencyStore#complete}, the receiver's own to change
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Completed(byte[] outcome) implements Attempt {}

    /** The key was used for another operation, which may still be in flight. */
    record Mismatch() implements Attempt {}

    /**
     * The worker's lease lapsed without an outcome, and the claim's policy is {@link LapsePolicy#OUTCOME_UNKNOWN}.
     *
     * @param token the lapsed attempt's
     */
    record OutcomeUnknown(FenceToken token) implements Attempt {}

    /** The key is free, but the caller has as many live records as its quota allows. */
    record QuotaExceeded() implements Attempt {}

    /** The key is free, but the store has no room for another live record. */
    record StoreFull() implements Attempt {}
}
