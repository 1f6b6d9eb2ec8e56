package dev.holdfast.examples.sync.outbox;

/** Where an operation stands. Only the first is ever sent. */
public enum OperationState {
    /** Waits to be sent, for the first time or again. */
    PENDING,
    /** The server answered 2xx. */
    DELIVERED,
    /** Somebody else had changed the resource; the user is to resolve it. */
    CONFLICT,
    /** Refused for another reason, or tried for too long; the user is to look at it. */
    PARKED,
    /** Done with, and not by delivery: replaced by the resolution of a conflict, or discarded. */
    SETTLED
}
