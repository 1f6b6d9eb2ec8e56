package dev.holdfast.idempotency.store;

import java.util.Arrays;
import java.util.HexFormat;

/** The 32 bytes of a SHA-256 digest, compared by value. Immutable. */
final class Digest32 {
    static final int LENGTH = 32;

    private final byte[] bytes;

    private Digest32(byte[] bytes) {
        this.bytes = bytes;
    }

    static Digest32 copyOf(byte[] bytes, String what) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(what + " takes " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Digest32(bytes.clone());
    }

    byte[] copy() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest32 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
