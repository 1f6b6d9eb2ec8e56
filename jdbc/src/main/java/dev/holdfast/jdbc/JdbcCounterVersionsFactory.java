package dev.holdfast.jdbc;

import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.etag.ResourceVersionsFactory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The versions that the ETag filter's init-param {@code versions} calls {@code jdbc-counter}. Its own init-params are
 *
 * <ul>
 *   <li>{@code jdbc.dataSource}: the JNDI name of the connection pool; required
 *   <li>{@code jdbc.createSchema}: {@code true} to create the table at the start unless it is there; default {@code false}
 * </ul>
 *
 * @since 0.1
 */
public final class JdbcCounterVersionsFactory implements ResourceVersionsFactory {

    /** For {@link java.util.ServiceLoader}. */
    public JdbcCounterVersionsFactory() {}

    @Override
    public String name() {
        return "jdbc-counter";
    }

    @Override
    public Set<String> parameters() {
        return Set.of(JndiDataSource.PARAMETER, SchemaParameter.NAME);
    }

    @Override
    public ResourceVersions create(Function<String, Optional<String>> parameters) {
        JdbcCounterVersions versions = JdbcCounterVersions.on(JndiDataSource.of(parameters));
        if (SchemaParameter.of(parameters)) {
            versions.createSchema();
        }
        return versions;
    }
}
