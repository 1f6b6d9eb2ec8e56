package dev.holdfast.jdbc.crash;

/** The points in the course of a request at which its process may end. */
enum Step {
    BEFORE_CLAIM,
    AFTER_CLAIM,
    /** In the handler. */
    BEFORE_WRITE,
    /** In the handler, which has committed what it takes for a transaction of its own. */
    AFTER_WRITE,
    BEFORE_RECORD,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    /** Some of the response is with the client, and some is not. */
    IN_RESPONSE;

    /** Whether the request has taken effect by then. */
    boolean committed() {
        return compareTo(AFTER_COMMIT) >= 0;
    }
}
