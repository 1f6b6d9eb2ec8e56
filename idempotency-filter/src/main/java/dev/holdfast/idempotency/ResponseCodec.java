package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.RecordId;

/**
 * What turns a recorded outcome into the bytes that the store keeps, and back.
 *
 * <p>Thread-safe.
 */
public interface ResponseCodec {

    /** The bytes to keep. It may give back the array it was handed. */
    byte[] encode(RecordId id, byte[] outcome);

    /**
     * The outcome that was encoded for this record.
     *
     * @throws CodecException if the bytes are not what this codec made for this record
     */
    byte[] decode(RecordId id, byte[] stored);

    /** Keeps outcomes as they are. */
    static ResponseCodec plain() {
        return PlainCodec.INSTANCE;
    }

    /** Stored bytes cannot be read: their key is gone, or they were changed. */
    final class CodecException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Says what is wrong, without a word of what was stored. */
        public CodecException(String message) {
            super(message);
        }

        /** Says what is wrong, without a word of what was stored, and why. */
        public CodecException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
