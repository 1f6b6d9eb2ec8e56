package dev.holdfast.examples.expenses;

/** A start that the surroundings do not allow. The message is a sentence for the person who tried. */
final class StartException extends Exception {
    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
