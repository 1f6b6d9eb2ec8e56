package dev.holdfast.etag;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which version of a resource there is. Immutable. */
public final class ResourceVersion {
    private final EntityTag tag;
    private final @Nullable Instant lastModified;

    private ResourceVersion(EntityTag tag, @Nullable Instant lastModified) {
        this.tag = tag;
        this.lastModified = lastModified;
    }

    /** A version that is known by its tag alone. */
    public static ResourceVersion of(EntityTag tag) {
        return new ResourceVersion(tag, null);
    }

    /**
     * A version that is known by its date as well.
     *
     * @param lastModified when it came to be; what is finer than a second is cut off, because HTTP's dates have whole ones
     */
    public static ResourceVersion of(EntityTag tag, Instant lastModified) {
        return new ResourceVersion(tag, lastModified.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Its validator. */
    public EntityTag tag() {
        return tag;
    }

    /** When it came to be, in whole seconds. */
    public Optional<Instant> lastModified() {
        return Optional.ofNullable(lastModified);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceVersion that
                && tag.equals(that.tag)
                && Objects.equals(lastModified, that.lastModified);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tag, lastModified);
    }

    @Override
    public String toString() {
        return lastModified == null ? tag.toString() : tag + " of " + lastModified;
    }
}
