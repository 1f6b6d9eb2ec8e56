package dev.holdfast.idempotency;

/** What a rule asks of a request. */
public enum Requirement {
    /** Without a key it is refused. */
    REQUIRED,
    /** With a key it is protected; without one it passes. */
    OPTIONAL,
    /** It passes untouched, whether it has a key or not. */
    OFF
}
