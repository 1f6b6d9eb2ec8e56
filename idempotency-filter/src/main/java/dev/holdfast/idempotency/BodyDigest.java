package dev.holdfast.idempotency;

/** A digest over one body, fed piece by piece. One request. */
public interface BodyDigest {

    /** Takes the next bytes, which it must not change or keep. */
    void update(byte[] bytes, int offset, int length);

    /** The digest of what it was fed. Called once, at the end. */
    byte[] finish();

    /**
     * Whether the first <i>n</i> bytes of two bodies that are the same in meaning have the same digest. Where they have,
     * large bodies can be told apart before they have arrived; where they have not, only when they have.
     */
    default boolean comparesPrefixes() {
        return true;
    }
}
