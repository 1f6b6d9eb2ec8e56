package dev.holdfast.jdbc;

import dev.holdfast.etag.WriteGuards;
import dev.holdfast.etag.WriteGuardsFactory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The guards that the ETag filter's init-param {@code guards} calls {@code jdbc}. Its own init-params are
 *
 * <ul>
 *   <li>{@code jdbc.dataSource}: the JNDI name of the connection pool; required
 *   <li>{@code jdbc.guardConnections}: {@link JdbcWriteGuards.Builder#maximumConnections}; default 4
 *   <li>{@code jdbc.createSchema}: {@code true} to create the table at the start unless it is there; default {@code false}
 * </ul>
 *
 * @since 0.1
 */
public final class JdbcWriteGuardsFactory implements WriteGuardsFactory {
    private static final String CONNECTIONS = "jdbc.guardConnections";

    /** For {@link java.util.ServiceLoader}. */
    public JdbcWriteGuardsFactory() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Set<String> parameters() {
        return Set.of(JndiDataSource.PARAMETER, CONNECTIONS, SchemaParameter.NAME);
    }

    @Override
    public WriteGuards create(Function<String, Optional<String>> parameters) {
        JdbcWriteGuards.Builder builder = JdbcWriteGuards.builder(JndiDataSource.of(parameters));
        parameters.apply(CONNECTIONS).ifPresent(text -> connections(builder, text.strip()));
        JdbcWriteGuards guards = builder.build();
        if (SchemaParameter.of(parameters)) {
            guards.createSchema();
        }
        return guards;
    }

    private static void connections(JdbcWriteGuards.Builder builder, String text) {
        try {
            builder.maximumConnections(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    CONNECTIONS + " is " + text + ": it must be a whole number from 1 to 1000", e);
        }
    }
}
