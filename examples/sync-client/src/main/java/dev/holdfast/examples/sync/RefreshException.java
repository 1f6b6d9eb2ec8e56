package dev.holdfast.examples.sync;

/** The server could not be read. The copies are as they were, but for those that had been read before. */
public final class RefreshException extends RuntimeException {
    RefreshException(String message) {
        super(message);
    }
}
