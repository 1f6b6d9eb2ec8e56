package dev.holdfast.etag;

/** Request attributes that the handler of a write finds, for stores that compare and set themselves. */
public final class ETagAttributes {
    /** The version that the precondition was found to hold for, a {@link ResourceVersion}; absent if there was none. */
    public static final String EXPECTED_VERSION = "dev.holdfast.etag.expectedVersion";

    /**
     * May be set by the handler to {@link Boolean#TRUE} before it answers, if its store found another version than the
     * expected one after all: the client gets 412, unless a part of the response has gone out.
     */
    public static final String LATE_MISMATCH = "dev.holdfast.etag.lateMismatch";

    private ETagAttributes() {}
}
