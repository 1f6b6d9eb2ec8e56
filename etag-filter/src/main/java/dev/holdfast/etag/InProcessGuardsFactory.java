package dev.holdfast.etag;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes {@link WriteGuards#inProcess()} for {@code guards=in-process}. */
public final class InProcessGuardsFactory implements WriteGuardsFactory {

    /** For {@link java.util.ServiceLoader}. */
    public InProcessGuardsFactory() {}

    @Override
    public String name() {
        return "in-process";
    }

    @Override
    public Set<String> parameters() {
        return Set.of();
    }

    @Override
    public WriteGuards create(Function<String, Optional<String>> parameters) {
        return WriteGuards.inProcess();
    }
}
