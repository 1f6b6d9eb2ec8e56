package dev.holdfast.idempotency.store;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 that stands for something which the store must not know. Digests of different kinds are never equal.
 *
 * <p>Immutable.
 */
public abstract sealed class Digest permits CallerScope, Fingerprint, RecordId {
    private static final int LENGTH = 32;

    private final byte[] bytes;

    Digest(byte[] sha256) {
        if (sha256.length != LENGTH) {
            throw new IllegalArgumentException(
                    getClass().getSimpleName() + " takes " + LENGTH + " bytes, not " + sha256.length);
        }
        bytes = sha256.clone();
    }

    /** The digest's 32 bytes, a copy. */
    public final byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Digest that && getClass() == that.getClass() && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public final int hashCode() {
        // of a SHA-256 any four bytes are as good as all
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    /** The digest in lower-case hexadecimal: 64 characters, safe to log. */
    @Override
    public final String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
