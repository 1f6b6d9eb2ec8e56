package dev.holdfast.idempotency;

/** The request attributes through which a handler may learn of its protection. It need not. */
public final class IdempotencyAttributes {

    /** The idempotency key, a {@link String}, without quotes. */
    public static final String KEY = "dev.holdfast.idempotency.key";

    /**
     * The number of this attempt, a {@link Long}: a later attempt at the same operation has a greater one, so that a
     * downstream system can turn away a worker that was overtaken.
     */
    public static final String FENCE_TOKEN = "dev.holdfast.idempotency.fenceToken";

    /**
     * A key for downstream calls, a {@link String} of 43 URL-safe characters: the same for every attempt at this
     * operation, and without meaning to anybody else. A handler that makes several calls appends a name for each.
     */
    public static final String DOWNSTREAM_KEY = "dev.holdfast.idempotency.downstreamKey";

    private IdempotencyAttributes() {}
}
