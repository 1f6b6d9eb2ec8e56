package dev.holdfast.idempotency.store;

/**
 * A store could not do what it was asked. Whether a write took effect is unknown: the writes of
 * {@link IdempotencyStore} may be repeated with the same token.
 */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what the store could not do, in words without keys or callers, and why. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what the store could not do, in words without keys or callers. */
    public StoreException(String message) {
        super(message);
    }
}
