package dev.holdfast.jdbc;

import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.etag.ResourceVersionsFactory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The versions that the ETag filter's init-param {@code versions} calls {@code jdbc}. Its own init-params are
 *
 * <ul>
 *   <li>{@code jdbc.dataSource}: the JNDI name of the connection pool; required
 *   <li>{@code jdbc.versionQuery}: {@link JdbcResourceVersions.Builder#query}; required
 *   <li>{@code jdbc.versionTag}: {@link JdbcResourceVersions.Builder#tag}; required
 * </ul>
 *
 * @since 0.1
 */
public final class JdbcResourceVersionsFactory implements ResourceVersionsFactory {
    private static final String QUERY = "jdbc.versionQuery";
    private static final String TAG = "jdbc.versionTag";

    /** For {@link java.util.ServiceLoader}. */
    public JdbcResourceVersionsFactory() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Set<String> parameters() {
        return Set.of(JndiDataSource.PARAMETER, QUERY, TAG);
    }

    @Override
    public ResourceVersions create(Function<String, Optional<String>> parameters) {
        String tag = required(parameters, TAG);
        try {
            return JdbcResourceVersions.builder(JndiDataSource.of(parameters))
                    .query(required(parameters, QUERY))
                    .tag(tag)
                    .build();
        } catch (IllegalArgumentException e) {
            // the builder calls it by the name it has in Java
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("tag is ")
                    ? new IllegalArgumentException(TAG + message.substring("tag".length()), e)
                    : e;
        }
    }

    private static String required(Function<String, Optional<String>> parameters, String name) {
        return parameters
                .apply(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set: versions=jdbc needs it"));
    }
}
