package dev.holdfast.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
     * @param digest over those bytes, or over the parts and followed by their encoding. Where a digest compares no beginnings, it is over what the body
     *     means if the body ended there, and over plain bytes if it did not
     */
    @SuppressWarnings("ArrayRecordComponent") // compared through matches()
    record Read(long length, boolean whole, byte[] digest) implements BodyEvidence {
        private static final int SHA_256 = 32;
        private static final long PARTS = -1;
        private static final byte[] NEVER = {};

        /** Containers decode what stands in a part's header by the request's encoding, which handlers may set. */
        static Read ofParts(byte[] digest, @Nullable String encoding) {
            byte[] name = encoding == null ? new byte[0] : encoding.getBytes(StandardCharsets.US_ASCII);
            byte[] both = Arrays.copyOf(digest, digest.length + name.length);
            System.arraycopy(name, 0, both, digest.length, name.length);
            return new Read(PARTS, true, both);
        }

        /** What the parts were decoded by; empty if nobody said. */
        String encodingOfParts() {
            return new String(digest, SHA_256, digest.length - SHA_256, StandardCharsets.US_ASCII);
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
