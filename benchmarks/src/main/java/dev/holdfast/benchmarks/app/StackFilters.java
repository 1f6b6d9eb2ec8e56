package dev.holdfast.benchmarks.app;

import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.RepresentationVersions;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyFilterBuilder;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.JdbcResourceVersions;
import dev.holdfast.jdbc.RequestTransactions;
import dev.holdfast.servlet.ProtectingFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** The filters of a {@link Stack}. */
final class StackFilters {
    /** Half the heap, and more than fits into the retention of {@link NotesProcess}. */
    private static final long MEMORY = 512L << 20;

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Duration memoryRetention;
    private final @Nullable DataSource database;

    StackFilters(Duration memoryRetention, @Nullable DataSource database) {
        this.memoryRetention = memoryRetention;
        this.database = database;
    }

    void install(Stack stack, ServletContext context) throws SQLException {
        switch (stack) {
            case BARE, JETTY_STATIC -> {}
            case MEMORY -> inMemory().install(context);
            case FENCED -> on(database(), Guarantee.FENCED).install(context);
            case TRANSACTIONAL ->
                on(RequestTransactions.wrap(database()), Guarantee.TRANSACTIONAL)
                        .install(context);
            case BOTH -> ProtectingFilter.install(context, inMemory(), tagging(CounterVersions.inProcess()));
            case VERSIONS -> tagging(CounterVersions.inProcess()).install(context);
            case JDBC_VERSIONS -> tagging(versionsOf(database())).install(context);
            case SHALLOW -> tagging(new RepresentationVersions()).install(context);
            case SPRING_SHALLOW -> add(context, new ShallowEtagHeaderFilter());
        }
    }

    private DataSource database() {
        return Objects.requireNonNull(database, "There is no database");
    }

    private IdempotencyFilter inMemory() {
        Duration lease = memoryRetention.compareTo(LEASE) < 0 ? memoryRetention : LEASE;
        return keyed(CaffeineIdempotencyStore.builder().maximumBytes(MEMORY).build())
                .retention(memoryRetention)
                .lease(lease)
                .build();
    }

    private static IdempotencyFilter on(DataSource database, Guarantee expected) {
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        if (store.guarantee() != expected) {
            throw new IllegalStateException("The store gives " + store.guarantee());
        }
        store.createSchema();
        return keyed(store).build();
    }

    private static IdempotencyFilterBuilder keyed(IdempotencyStore store) {
        return IdempotencyFilter.builder(store)
                .anonymousCaller("clients")
                .rule(rule -> rule.path("/v1/**").required());
    }

    private static ETagFilter tagging(ResourceVersions versions) {
        return ETagFilter.builder()
                .rule(rule -> rule.path("/v1/notes/{id}").versions(versions).required())
                .build();
    }

    private static JdbcResourceVersions versionsOf(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes (id bigint primary key, version int not null)");
            statement.execute("insert into notes values (1, 7)");
        }
        return JdbcResourceVersions.builder(database)
                .query("select version from notes where id = :id")
                .tag("note-{id}-v{version}")
                .build();
    }

    private static void add(ServletContext context, Filter filter) {
        FilterRegistration.Dynamic registration =
                context.addFilter(filter.getClass().getSimpleName(), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    }
}
