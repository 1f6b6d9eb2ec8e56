package dev.holdfast.idempotency.store;

import org.jspecify.annotations.Nullable;

/**
 * The name of one caller within one namespace, as a SHA-256: what quotas count by and what
 * {@link IdempotencyStore#forget forgetting a caller} goes by.
 *
 * <p>Immutable.
 */
public final class CallerScope {
    private final Digest32 digest;

    private CallerScope(Digest32 digest) {
        this.digest = digest;
    }

    /**
     * Takes a SHA-256 digest.
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static CallerScope of(byte[] sha256) {
        return new CallerScope(Digest32.copyOf(sha256, "CallerScope"));
    }

    /** The digest's 32 bytes, a copy. */
    public byte[] bytes() {
        return digest.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerScope that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** The digest in lower-case hexadecimal: 64 characters, safe to log. */
    @Override
    public String toString() {
        return digest.toString();
    }
}
