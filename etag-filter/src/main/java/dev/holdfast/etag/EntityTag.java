package dev.holdfast.etag;

import java.util.Objects;

/**
 * An entity tag (RFC 9110 section 8.8.3). Immutable.
 *
 * @param opaque what stands between the quotes: no quotes, spaces or control characters
 * @param weak whether it says no more than that representations are equivalent
 */
public record EntityTag(String opaque, boolean weak) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if {@code opaque} has a character that no tag may have
     */
    public EntityTag {
        Objects.requireNonNull(opaque, "opaque");
        if (!opaque.chars().allMatch(EntityTag::isTagCharacter)) {
            throw new IllegalArgumentException("An entity tag cannot hold \"" + opaque
                    + "\": quotes, spaces, control characters and those beyond ISO-8859-1 are not allowed");
        }
    }

    /** A strong tag. */
    public static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    /** A weak tag. */
    public static EntityTag weak(String opaque) {
        return new EntityTag(opaque, true);
    }

    /** RFC 9110 section 8.8.3: {@code etagc}. */
    static boolean isTagCharacter(int c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
    }

    /** RFC 9110 section 8.8.3.2: neither is weak, and both are the same. */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** RFC 9110 section 8.8.3.2: both are the same, weak or not. */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** As it stands in a field. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + "\"";
    }
}
