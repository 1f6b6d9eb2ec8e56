package dev.holdfast.etag;

import dev.holdfast.servlet.internal.config.Values;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes {@link CounterVersions} for {@code versions=counter}. */
public final class CounterVersionsFactory implements ResourceVersionsFactory {
    private static final String PREFIX = "counter.";
    private static final String MAXIMUM_RESOURCES = PREFIX + "maximumResources";

    /** For {@link java.util.ServiceLoader}. */
    public CounterVersionsFactory() {}

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public Set<String> parameters() {
        return Set.of(MAXIMUM_RESOURCES);
    }

    @Override
    public ResourceVersions create(Function<String, Optional<String>> parameters) {
        return parameters
                .apply(MAXIMUM_RESOURCES)
                .map(text -> counting(Values.number(MAXIMUM_RESOURCES, text)))
                .orElseGet(CounterVersions::inProcess);
    }

    private static CounterVersions counting(long resources) {
        try {
            return CounterVersions.inProcess(resources);
        } catch (IllegalArgumentException e) {
            // it is called by the name it has in Java
            throw new IllegalArgumentException(PREFIX + e.getMessage(), e);
        }
    }
}
