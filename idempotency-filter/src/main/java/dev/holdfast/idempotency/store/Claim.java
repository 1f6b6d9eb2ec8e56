package dev.holdfast.idempotency.store;

import java.time.Duration;

/**
 * A request for the right to run one operation. Immutable.
 *
 * @param id the record
 * @param caller whose record it is
 * @param fingerprint what the request asks for
 * @param lease how long the worker may be silent before its attempt counts as lapsed, positive, at most {@code retention}
 * @param retention how long the record is kept from its last change on, positive
 * @param onLapse what may be done with a lapsed attempt
 * @param callerQuota how many live records the caller may have, positive, or {@link #NO_QUOTA}
 * @param nonce a random number, by which a claim whose answer was lost can be {@linkplain IdempotencyStore#withdraw taken
 *     back}; each claim has its own and is made once
 */
public record Claim(
        RecordId id,
        CallerScope caller,
        Fingerprint fingerprint,
        Duration lease,
        Duration retention,
        LapsePolicy onLapse,
        long callerQuota,
        long nonce) {

    /** The quota of a caller that has none. */
    public static final long NO_QUOTA = Long.MAX_VALUE;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public Claim {
        if (lease.isNegative() || lease.isZero() || lease.compareTo(retention) > 0) {
            throw new IllegalArgumentException(
                    "lease is " + lease + ": it must be positive and at most the retention, " + retention);
        }
        if (callerQuota <= 0) {
            throw new IllegalArgumentException("callerQuota is " + callerQuota + ": it must be positive");
        }
    }
}
