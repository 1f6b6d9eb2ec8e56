package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.digest.Digests;
import java.security.MessageDigest;

/**
 * SHA-256 over parts that each say how long they are, so that no two lists of parts run together. Once it is finished, it can be
 * used for the next. Not thread-safe.
 */
final class Sha256 {
    /** Holds the parts of most requests, so that the digest is fed once. */
    private static final int GATHERED = 256;

    private final MessageDigest digest = Digests.sha256();
    private final byte[] gathered = new byte[GATHERED];
    private int length;

    /** A text by its UTF-16 units: an encoding would make all unpaired surrogates one and the same question mark. */
    Sha256 part(String text) {
        number((long) Character.BYTES * text.length());
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            add(unit >>> Byte.SIZE);
            add(unit);
        }
        return this;
    }

    Sha256 part(byte[] bytes) {
        number(bytes.length);
        if (bytes.length > GATHERED - length) {
            pass();
            digest.update(bytes);
        } else {
            System.arraycopy(bytes, 0, gathered, length, bytes.length);
            length += bytes.length;
        }
        return this;
    }

    /** A number, such as how many parts follow. */
    Sha256 number(long number) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            add((int) (number >>> shift));
        }
        return this;
    }

    private void add(int unit) {
        if (length == GATHERED) {
            pass();
        }
        gathered[length++] = (byte) unit;
    }

    private void pass() {
        digest.update(gathered, 0, length);
        length = 0;
    }

    byte[] finish() {
        pass();
        return digest.digest();
    }
}
