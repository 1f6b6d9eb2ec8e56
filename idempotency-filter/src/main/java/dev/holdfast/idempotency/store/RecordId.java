package dev.holdfast.idempotency.store;

/**
 * The name of one record: a SHA-256 over namespace, caller and idempotency key. It gives away neither the
 * caller nor the key, so it is what log lines and operators use as the handle.
 *
 * <p>Immutable.
 */
public final class RecordId extends Digest {
    private RecordId(byte[] sha256) {
        super(sha256);
    }

    /**
     * Takes a SHA-256 digest.
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static RecordId of(byte[] sha256) {
        return new RecordId(sha256);
    }
}
