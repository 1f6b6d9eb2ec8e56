package dev.holdfast.idempotency;

import java.util.Arrays;

/**
 * What is recorded of a body that was not known when its key was claimed.
 */
sealed interface BodyEvidence {

    /** The claim's fingerprint covers the body, or the handler did not look at it. */
    record None() implements BodyEvidence {}

    /**
     * The handler read this much of it.
     *
     * @param length how many bytes; {@link #PARTS} if the container parsed it
     * @param whole whether the body ended there
     * @param digest over those bytes, or over the parts. Where a digest compares no beginnings, it is over what the body
     *     means if the body ended there, and over plain bytes if it did not
     */
    @SuppressWarnings("ArrayRecordComponent") // compared through matches()
    record Read(long length, boolean whole, byte[] digest) implements BodyEvidence {
        private static final long PARTS = -1;
        private static final byte[] NEVER = {};

        static Read ofParts(byte[] digest) {
            return new Read(PARTS, true, digest);
        }

        /** The handler may have learnt of the body what nobody else knows: no other is the same. */
        static Read ofNothingKnown() {
            return new Read(0, false, NEVER);
        }

        boolean isOfParts() {
            return length == PARTS;
        }

        boolean matches(byte[] other) {
            return Arrays.equals(digest, other);
        }
    }
}
