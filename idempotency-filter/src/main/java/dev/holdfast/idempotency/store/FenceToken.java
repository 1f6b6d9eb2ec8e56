package dev.holdfast.idempotency.store;

/**
 * The number of one attempt at a record. A later attempt at the same record has a greater number, so that a
 * downstream system can turn away a worker that has been overtaken. No two attempts at a record share one.
 *
 * @param value positive
 */
public record FenceToken(long value) {

    /**
     * Takes the number a store gave.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FenceToken {
        if (value <= 0) {
            throw new IllegalArgumentException("A fence token is positive, not " + value);
        }
    }
}
