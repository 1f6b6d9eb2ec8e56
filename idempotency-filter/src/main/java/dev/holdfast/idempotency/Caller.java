package dev.holdfast.idempotency;

/**
 * Who sent a request.
 *
 * @param kind how that is known, so that no user can take the anonymous scope's name
 * @param name the user's name, or the anonymous scope's
 */
record Caller(Kind kind, String name) {
    enum Kind {
        AUTHENTICATED,
        ANONYMOUS
    }
}
