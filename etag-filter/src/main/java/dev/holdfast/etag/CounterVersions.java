package dev.holdfast.etag;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Versions that the filter counts itself, for an application that has none and runs on one node: every write that goes
 * through the filter makes another. What is changed past the filter it does not see.
 *
 * <p>No number is used twice, whatever is forgotten and whenever the process starts: a tag that means nothing any more
 * matches nothing, and its client reads again. Whether a resource of which nothing is known yet is there, the application is
 * asked ({@link ResourceRequest#representation}).
 *
 * <p>A path is one resource for everybody, with one representation: one that means something else to each caller, such as {@code
 * /me}, or that is negotiated, needs another source.
 *
 * <p>Thread-safe.
 */
public final class CounterVersions implements ResourceVersions {
    private static final int INCARNATION_LENGTH = 8;

    /** Sets the tags of this process apart from those of any before. */
    private final String incarnation = UUID.randomUUID().toString().substring(0, INCARNATION_LENGTH);

    private final AtomicLong last = new AtomicLong();
    private final Cache<String, Counted> counted;

    /**
     * What is counted.
     *
     * @param before what it was before somebody began to write; null if nobody is writing
     */
    private record Counted(
            long number, boolean exists, @Nullable Counted before) {}

    private CounterVersions(long maximumResources) {
        this.counted = Caffeine.newBuilder().maximumSize(maximumResources).build();
    }

    /** Remembers up to 100,000 resources. */
    public static CounterVersions inProcess() {
        return inProcess(100_000);
    }

    /**
     * Remembers as many resources, of about 200 bytes each.
     *
     * @param maximumResources at least 1
     */
    public static CounterVersions inProcess(long maximumResources) {
        if (maximumResources < 1) {
            throw new IllegalArgumentException("maximumResources is " + maximumResources + ": it must be at least 1");
        }
        return new CounterVersions(maximumResources);
    }

    @Override
    public Optional<ResourceVersion> current(ResourceRequest resource) throws IOException, ServletException {
        Counted known = counted.getIfPresent(resource.path());
        if (known == null) {
            known = sighted(resource);
        }
        return known != null && known.exists() ? Optional.of(version(known)) : Optional.empty();
    }

    private @Nullable Counted sighted(ResourceRequest resource) throws IOException, ServletException {
        // one that is too large to be had so, or asynchronous, counts as there: that can only refuse too much
        Optional<Representation> representation = resource.representation();
        if (representation.isPresent() && !representation.get().existsOrThrow()) {
            // perhaps only for this caller
            return null;
        }
        Counted fresh = new Counted(last.incrementAndGet(), true, null);
        Counted quicker = counted.asMap().putIfAbsent(resource.path(), fresh);
        return quicker == null ? fresh : quicker;
    }

    private ResourceVersion version(Counted known) {
        return ResourceVersion.of(EntityTag.strong(incarnation + "-" + known.number()));
    }

    /** Who reads meanwhile gets a tag that is good for nothing afterwards, since the content may be of before or after. */
    @Override
    public void changing(ResourceRequest resource) {
        counted.asMap()
                .computeIfPresent(
                        resource.path(), (path, known) -> new Counted(last.incrementAndGet(), known.exists(), known));
    }

    @Override
    public void changed(ResourceRequest resource, int status) {
        if (status / 100 == 4) {
            // it was refused, and is what it was
            counted.asMap()
                    .computeIfPresent(
                            resource.path(), (path, known) -> known.before() == null ? known : known.before());
        } else if (status / 100 == 2 && !resource.request().getMethod().equals("DELETE")) {
            counted.put(resource.path(), new Counted(last.incrementAndGet(), true, null));
        } else {
            // removed, or who knows: the application is asked the next time
            counted.invalidate(resource.path());
        }
    }
}
