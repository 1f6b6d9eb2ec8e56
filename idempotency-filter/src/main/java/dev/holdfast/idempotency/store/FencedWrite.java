package dev.holdfast.idempotency.store;

/** How a write that carried a fence token ended. */
public enum FencedWrite {
    /** The attempt still owned its record, and the write is done. */
    APPLIED,
    /** The attempt no longer owned its record (overtaken, released, settled or expired). Nothing was changed. */
    FENCED_OFF
}
