package dev.holdfast.idempotency.store;

/** What a retry may do with an attempt whose worker let its lease lapse without saying how it ended. */
public enum LapsePolicy {
    /** The retry takes the record over and runs again: at least once. */
    RUN_AGAIN,
    /** The record stays as it is until somebody settles it: at most once. */
    OUTCOME_UNKNOWN
}
