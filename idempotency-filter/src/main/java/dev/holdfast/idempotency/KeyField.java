package dev.holdfast.idempotency;

/** What a request's idempotency key field says. */
sealed interface KeyField {

    /** There is none. */
    record Absent() implements KeyField {}

    /**
     * There is one that is no key.
     *
     * @param reason why, without a word of what it held
     */
    record Malformed(String reason) implements KeyField {}

    /**
     * There is a key.
     *
     * @param key 1 to 255 visible ASCII characters, without quotes
     */
    record Present(String key) implements KeyField {}
}
