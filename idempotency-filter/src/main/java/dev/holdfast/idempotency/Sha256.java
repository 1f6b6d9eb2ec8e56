package dev.holdfast.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    Sha256 part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
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
