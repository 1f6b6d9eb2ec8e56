package dev.holdfast.idempotency.store;

/**
 * What a request asked for, as a SHA-256: two requests with one key and different fingerprints are not
 * retries of each other.
 *
 * <p>Immutable.
 */
public final class Fingerprint extends Digest {
    private Fingerprint(byte[] sha256) {
        super(sha256);
    }

    /**
     * Takes a SHA-256 digest.
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static Fingerprint of(byte[] sha256) {
        return new Fingerprint(sha256);
    }
}
