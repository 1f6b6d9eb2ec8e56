package dev.holdfast.idempotency.store;

import org.jspecify.annotations.Nullable;

/**
 * The name of one record: a SHA-256 over namespace, caller and idempotency key. It gives away neither the
 * caller nor the key, so it is what log lines and operators use as the handle.
 *
 * <p>Immutable.
 */
public final class RecordId {
    private final Digest32 digest;

    private RecordId(Digest32 digest) {
        this.digest = digest;
    }

    /**
     * Takes a SHA-256 digest.
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static RecordId of(byte[] sha256) {
        return new RecordId(Digest32.copyOf(sha256, "RecordId"));
    }

    /** The digest's 32 bytes, a copy. */
    public byte[] bytes() {
        return digest.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordId that && digest.equals(that.digest);
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
