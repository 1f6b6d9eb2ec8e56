package dev.holdfast.idempotency.store;

import org.jspecify.annotations.Nullable;

/**
 * What a request asked for, as a SHA-256: two requests with one key and different fingerprints are not
 * retries of each other.
 *
 * <p>Immutable.
 */
public final class Fingerprint {
    private final Digest32 digest;

    private Fingerprint(Digest32 digest) {
        this.digest = digest;
    }

    /**
     * Takes a SHA-256 digest.
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static Fingerprint of(byte[] sha256) {
        return new Fingerprint(Digest32.copyOf(sha256, "Fingerprint"));
    }

    /** The digest's 32 bytes, a copy. */
    public byte[] bytes() {
        return digest.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint that && digest.equals(that.digest);
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
