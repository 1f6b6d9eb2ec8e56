package dev.holdfast.idempotency;

/** What becomes of a request whose key cannot be claimed because the store does not answer. */
public enum StoreFailurePolicy {
    /** It is refused with 503: nothing happens that could happen twice. */
    FAIL_CLOSED,
    /** It runs without protection: a retry may take effect again. */
    FAIL_OPEN
}
