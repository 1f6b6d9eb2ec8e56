package dev.holdfast.examples.tunnel;

/** A process ended before it answered. */
final class ProcessGone extends Exception {
    private static final long serialVersionUID = 1L;

    ProcessGone(String message) {
        super(message);
    }
}
