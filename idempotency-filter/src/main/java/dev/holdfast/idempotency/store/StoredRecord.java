package dev.holdfast.idempotency.store;

import java.time.Duration;

/**
 * What is known of a live record, for those who wait for it and for operators.
 *
 * @param state how far it is
 * @param token its last attempt's
 * @param expiresIn how long it is kept if it does not change, by the store's clock
 */
public record StoredRecord(State state, FenceToken token, Duration expiresIn) {

    /** How far a record is. */
    public enum State {
        /** A worker holds the lease. */
        IN_FLIGHT,
        /** The worker's lease ran out without an outcome. */
        LAPSED,
        /** The outcome is recorded. */
        COMPLETED
    }
}
