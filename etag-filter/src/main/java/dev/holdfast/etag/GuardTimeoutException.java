package dev.holdfast.etag;

/** A guard that could not be had: the request was not carried out. */
public final class GuardTimeoutException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says why, and what caused it. */
    public GuardTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says why. */
    public GuardTimeoutException(String message) {
        super(message);
    }
}
