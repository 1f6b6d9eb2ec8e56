package dev.holdfast.servlet.internal.body;

/**
 * A form that the handler asked for and that cannot be read: the client's mistake. Servlet 6.1 names the type for this case,
 * and where no handler catches it the answer is 400, as containers give it.
 */
public final class MalformedFormException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MalformedFormException(String message) {
        super(message);
    }
}
