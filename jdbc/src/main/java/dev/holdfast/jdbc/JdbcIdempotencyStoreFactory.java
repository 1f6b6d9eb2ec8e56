package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStoreFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The store that the init-param {@code store} calls {@code jdbc}. Its own init-params are the options of {@link
 * JdbcIdempotencyStore.Builder} and
 *
 * <ul>
 *   <li>{@code jdbc.dataSource}: the JNDI name of the connection pool, such as {@code java:comp/env/jdbc/main}; required
 *   <li>{@code jdbc.createSchema}: {@code true} to create the table at the start unless it is there; default {@code
 *       false}
 * </ul>
 *
 * <p>Durations are ISO 8601, such as {@code PT5S}. The table is verified at the start, so that a wrong name, or a
 * database that is down, stops the start instead of failing every request.
 *
 * @since 0.1
 */
public final class JdbcIdempotencyStoreFactory implements IdempotencyStoreFactory {
    private static final String DATA_SOURCE = JndiDataSource.PARAMETER;
    private static final String TABLE = "jdbc.table";
    private static final String DIALECT = "jdbc.dialect";
    private static final String STATEMENT_TIMEOUT = "jdbc.statementTimeout";
    private static final String PURGE_BATCH_SIZE = "jdbc.purgeBatchSize";
    private static final String CREATE_SCHEMA = "jdbc.createSchema";

    /** For {@link java.util.ServiceLoader}. */
    public JdbcIdempotencyStoreFactory() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Set<String> parameters() {
        return Set.of(DATA_SOURCE, TABLE, DIALECT, STATEMENT_TIMEOUT, PURGE_BATCH_SIZE, CREATE_SCHEMA);
    }

    @Override
    public IdempotencyStore create(Function<String, Optional<String>> parameters) {
        var builder = JdbcIdempotencyStore.builder(JndiDataSource.of(parameters));
        set(parameters, TABLE, builder::table);
        set(parameters, DIALECT, value -> builder.dialect(dialect(value)));
        set(parameters, STATEMENT_TIMEOUT, value -> builder.statementTimeout(duration(value)));
        set(parameters, PURGE_BATCH_SIZE, value -> builder.purgeBatchSize(number(value)));
        var store = builder.build();
        set(parameters, CREATE_SCHEMA, value -> {
            if (truth(value)) {
                store.createSchema();
            }
        });
        store.verifySchema();
        return store;
    }

    private static void set(Function<String, Optional<String>> parameters, String parameter, Consumer<String> option) {
        parameters.apply(parameter).ifPresent(value -> {
            try {
                option.accept(value.strip());
            } catch (IllegalArgumentException e) {
                throw wrong(parameter, value, String.valueOf(e.getMessage()), e);
            }
        });
    }

    private static Dialect dialect(String value) {
        return Arrays.stream(Dialect.values())
                .filter(dialect -> name(dialect).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it must be one of "
                        + Arrays.stream(Dialect.values())
                                .map(JdbcIdempotencyStoreFactory::name)
                                .collect(Collectors.joining(", "))));
    }

    private static String name(Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT);
    }

    private static Duration duration(String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it must be a duration such as PT5S", e);
        }
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it must be a whole number", e);
        }
    }

    private static boolean truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        };
    }

    private static IllegalArgumentException wrong(
            String parameter, String value, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(parameter + " is " + value + ": " + why, cause);
    }
}
