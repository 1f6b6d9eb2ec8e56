package dev.holdfast.idempotency.store;

/**
 * The name of one caller within one namespace, as a SHA-256: what quotas count by and what
 * {@link IdempotencyStore#forget forgetting a caller} goes by.
 *
 * <p>Immutable.
 */
public final class CallerScope extends Digest {
    private CallerScope(byte[] sha256) {
        super(sha256);
    }

    /**
     * Takes a SHA-256 digest.
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static CallerScope of(byte[] sha256) {
        return new CallerScope(sha256);
    }
}
