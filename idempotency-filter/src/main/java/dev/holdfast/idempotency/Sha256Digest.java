package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.digest.Digests;
import java.security.MessageDigest;

/** A body, byte for byte. One request. */
final class Sha256Digest implements BodyDigest {
    private final MessageDigest digest = Digests.sha256();

    @Override
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    public byte[] finish() {
        return digest.digest();
    }
}
