package dev.holdfast.idempotency;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over parts that each say how long they are, so that no two lists of parts run together. One use. */
final class Sha256 {
    private final MessageDigest digest = newDigest();

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** A text by its UTF-16 units: an encoding would make all unpaired surrogates one and the same question mark. */
    Sha256 part(String text) {
        ByteBuffer units = ByteBuffer.allocate(Character.BYTES * text.length());
        units.asCharBuffer().put(text);
        return part(units.array());
    }

    Sha256 part(byte[] bytes) {
        number(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** A number, such as how many parts follow. */
    Sha256 number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    byte[] finish() {
        return digest.digest();
    }
}
