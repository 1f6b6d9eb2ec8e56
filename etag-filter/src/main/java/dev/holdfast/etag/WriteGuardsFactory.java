package dev.holdfast.etag;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What makes the guards from the init-params of a {@code web.xml}; found through {@link java.util.ServiceLoader}. */
public interface WriteGuardsFactory {

    /** The value of the init-param {@code guards} that chooses this factory, such as {@code jdbc}. */
    String name();

    /** The names of the init-params that {@link #create} reads, each beginning with {@link #name()} and a dot. */
    Set<String> parameters();

    /**
     * Makes it.
     *
     * @param parameters the value of an init-param by its name
     * @throws IllegalArgumentException if a value is wrong, naming the parameter and the value
     */
    WriteGuards create(Function<String, Optional<String>> parameters);
}
