package dev.holdfast.idempotency;

import java.util.Arrays;

/**
 * What is recorded of a body that was not known when its key was claimed.
 */
sealed interface BodyEvidence {

    /** The claim's fingerprint covers the body. */
    record None() implements BodyEvidence {}

    /**
     * The handler read this much of it.
     *
     * @param length how many bytes
     * @param whole whether the body ended there
     * @param digest over those bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // compared through matches()
    record Read(long length, boolean whole, byte[] digest) implements BodyEvidence {
        boolean matches(byte[] other) {
            return Arrays.equals(digest, other);
        }
    }
}
