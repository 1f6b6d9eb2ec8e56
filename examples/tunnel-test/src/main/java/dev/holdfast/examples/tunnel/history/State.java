package dev.holdfast.examples.tunnel.history;

/** Where an operation is in the life of an outbox. */
public enum State {
    /** It has not been answered. */
    PENDING,
    /** The server has done it. */
    DELIVERED,
    /** Somebody else was first, and the user has not decided. */
    CONFLICT,
    /** The server will not do it. */
    PARKED,
    /** The user has decided otherwise. */
    SETTLED
}
