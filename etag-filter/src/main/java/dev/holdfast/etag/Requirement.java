package dev.holdfast.etag;

/** What a rule asks of a write. */
public enum Requirement {
    /** Without {@code If-Match}, or {@code If-None-Match: *} for what is new, it is refused (RFC 6585 section 3). */
    REQUIRED,
    /** What is there is not written without {@code If-Match}; what is not may be created freely. */
    REQUIRED_FOR_EXISTING,
    /** A precondition is heeded where there is one. */
    OPTIONAL,
    /** Reads and writes pass untouched. */
    OFF
}
