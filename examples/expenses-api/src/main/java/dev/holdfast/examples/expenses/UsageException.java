package dev.holdfast.examples.expenses;

/** A command line that makes no sense. The message is a sentence that names the option. */
final class UsageException extends Exception {
    UsageException(String message) {
        super(message);
    }
}
