package dev.holdfast.etag;

/** A precondition that cannot be read, and so must not be taken for one that holds. */
final class MalformedConditionException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedConditionException(String field, String why) {
        super("The field " + field + " holds no precondition: " + why + ".");
    }
}
