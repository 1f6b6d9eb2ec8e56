package dev.holdfast.testkit.conformance;

/** What a handler throws that has an error page of its own. */
public final class PlannedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for the page. */
    public PlannedException(String message) {
        super(message);
    }
}
