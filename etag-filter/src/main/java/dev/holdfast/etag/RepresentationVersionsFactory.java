package dev.holdfast.etag;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes {@link RepresentationVersions} for {@code versions=representation}. */
public final class RepresentationVersionsFactory implements ResourceVersionsFactory {

    /** For {@link java.util.ServiceLoader}. */
    public RepresentationVersionsFactory() {}

    @Override
    public String name() {
        return "representation";
    }

    @Override
    public Set<String> parameters() {
        return Set.of();
    }

    @Override
    public ResourceVersions create(Function<String, Optional<String>> parameters) {
        return new RepresentationVersions();
    }
}
