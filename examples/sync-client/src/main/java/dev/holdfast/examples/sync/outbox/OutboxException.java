package dev.holdfast.examples.sync.outbox;

/** The file cannot be read or written. What was to be stored is not stored; what was stored before is untouched. */
public final class OutboxException extends RuntimeException {
    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }

    OutboxException(String message) {
        super(message);
    }
}
