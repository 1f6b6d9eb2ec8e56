package dev.holdfast.jdbc;

import dev.holdfast.etag.EntityTag;
import dev.holdfast.etag.ResourceRequest;
import dev.holdfast.etag.ResourceVersion;
import dev.holdfast.etag.ResourceVersions;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions that stand in the application's own tables, read by a query of one's own:
 *
 * <pre>{@code
 * JdbcResourceVersions.builder(dataSource)
 *         .query("select version from expenses where id = :id and owner = :caller")
 *         .tag("expense-{id}-v{version}")
 *         .build();
 * }</pre>
 *
 * <p>A query that names the {@code :caller} says nothing of what others own. One that finds no row says that there is no such
 * resource, and so does one whose parameters cannot be read as what the table has, such as a word for a number.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class JdbcResourceVersions implements ResourceVersions {
    /** The caller's name, null if there is none. */
    private static final String CALLER = "caller";

    private static final String LAST_MODIFIED = "last_modified";
    private static final String DATA_EXCEPTION = "22";
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(JdbcResourceVersions.class);

    private final Jdbi jdbi;
    private final Optional<RequestTransactions> transactions;
    private final String query;
    private final TagTemplate tag;
    /** Whether the database cannot lock what the query finds, such as the rows of a sum. */
    private volatile boolean withoutLock;

    private JdbcResourceVersions(DataSource dataSource, String query, TagTemplate tag) {
        this.jdbi = jdbi(dataSource);
        this.transactions = RequestTransactions.of(dataSource);
        this.query = query;
        this.tag = tag;
    }

    private static Jdbi jdbi(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        SqlStatements statements = jdbi.getConfig(SqlStatements.class);
        statements.setUnusedBindingAllowed(true);
        statements.setIncludeBindingsInTelemetry(false);
        statements.setQueryTimeout(Math.toIntExact(STATEMENT_TIMEOUT.toSeconds()));
        return jdbi;
    }

    /**
     * Starts to describe where versions are read.
     *
     * @param dataSource the application's connection pool, which stays the caller's to close, or {@link
     *     RequestTransactions} around it
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public Optional<ResourceVersion> current(ResourceRequest resource) throws IOException {
        return read(resource, query);
    }

    /** In the request's transaction, the row is locked until the application's write is committed. */
    @Override
    public Optional<ResourceVersion> currentUnderGuard(ResourceRequest resource) throws IOException {
        if (withoutLock || transactions.flatMap(RequestTransactions::current).isEmpty()) {
            return read(resource, query);
        }
        try {
            return read(resource, query + "\nfor update");
        } catch (IOException e) {
            if (!isUnlockable(e)) {
                throw e;
            }
            Optional<ResourceVersion> version = read(resource, query);
            withoutLock = true;
            log.warn(
                    "The database cannot lock what this query finds, so that only writes through the filter are kept apart:"
                            + " {}",
                    query,
                    e);
            return version;
        }
    }

    /** PostgreSQL and H2 say "not supported"; a query that has such a clause already is wrong with two of them. */
    private static boolean isUnlockable(IOException failure) {
        return failure.getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("0A")
                        || sql.getSQLState().startsWith("HYC")
                        || sql.getSQLState().startsWith("42"));
    }

    @Override
    public boolean joinsTransaction() {
        return transactions.isPresent();
    }

    private Optional<ResourceVersion> read(ResourceRequest resource, String query) throws IOException {
        try (Handle handle = jdbi.open()) {
            boolean postgres = Dialect.isPostgres(handle.getConnection().getMetaData());
            Query statement = handle.createQuery(query).setMaxRows(1);
            resource.variables().forEach((name, value) -> statement.bind(name, parameter(value, postgres)));
            statement.bind(CALLER, parameter(resource.caller().orElse(null), postgres));
            Optional<ResourceVersion> version = statement.mapToMap().findFirst().map(row -> version(resource, row));
            if (!handle.getConnection().getAutoCommit()) {
                handle.commit(); // a rollback would let go of the row in the request's transaction
            }
            return version;
        } catch (JdbiException | SQLException e) {
            return absentOrFailed(e);
        }
    }

    /** PostgreSQL compares no number with a text; a value without a type becomes what it is compared with. */
    private static Argument parameter(@Nullable String value, boolean postgres) {
        return (position, statement, context) -> {
            if (value == null) {
                statement.setNull(position, Types.VARCHAR);
            } else if (postgres) {
                statement.setObject(position, value, Types.OTHER);
            } else {
                statement.setString(position, value);
            }
        };
    }

    private static Optional<ResourceVersion> absentOrFailed(Exception failure) throws IOException {
        Throwable cause = failure instanceof JdbiException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(DATA_EXCEPTION)) {
            return Optional.empty();
        }
        // Jdbi's own message tells what was bound
        String state = cause instanceof SQLException sql ? " (SQLState " + sql.getSQLState() + ")" : "";
        throw new IOException("The query of a version failed" + state, cause);
    }

    private ResourceVersion version(ResourceRequest resource, Map<String, Object> row) {
        Map<String, String> values = new HashMap<>(resource.variables());
        Map<String, Object> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        columns.putAll(row);
        columns.forEach((name, value) -> {
            if (value == null) {
                values.remove(
                        name.toLowerCase(Locale.ROOT)); // null is no version: all that have none would be the same
            } else {
                values.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
        });
        EntityTag entityTag = tag.filled(values);
        return instant(columns.get(LAST_MODIFIED))
                .map(date -> ResourceVersion.of(entityTag, date))
                .orElseGet(() -> ResourceVersion.of(entityTag));
    }

    private static Optional<Instant> instant(@Nullable Object value) {
        if (value instanceof Timestamp timestamp) {
            return Optional.of(timestamp.toInstant());
        }
        if (value instanceof OffsetDateTime time) {
            return Optional.of(time.toInstant());
        }
        if (value instanceof LocalDateTime time) {
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        }
        return Optional.empty();
    }

    /**
     * The options of a source. Each may be set once.
     *
     * <p>Not thread-safe.
     *
     * @since 0.1
     */
    public static final class Builder {
        private final DataSource dataSource;
        private @Nullable String query;
        private @Nullable TagTemplate tag;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * The query, with named parameters: each name in braces of the rule's path, and {@code :caller}, the name of the
         * request's principal. Its first row tells the version; a column {@code last_modified}, a timestamp, tells the date.
         * Required.
         *
         * @throws IllegalStateException if it was set before
         */
        public Builder query(String sql) {
            if (query != null) {
                throw new IllegalStateException("query is set twice: to " + query + " and to " + sql);
            }
            query = sql;
            return this;
        }

        /**
         * The opaque part of the tag, with the query's columns and the names of the rule's path in braces:
         * {@code expense-{id}-v{version}}. What a tag may not hold is percent-encoded. Required.
         *
         * @throws IllegalArgumentException if there is no name in it, or something that no tag may hold
         * @throws IllegalStateException if it was set before
         */
        public Builder tag(String template) {
            if (tag != null) {
                throw new IllegalStateException("tag is set twice: to " + tag + " and to " + template);
            }
            tag = TagTemplate.parse(template);
            return this;
        }

        /**
         * The source.
         *
         * @throws IllegalStateException if something required is missing
         */
        public JdbcResourceVersions build() {
            if (query == null || tag == null) {
                throw new IllegalStateException((query == null ? "query" : "tag") + " is not set");
            }
            return new JdbcResourceVersions(dataSource, query, tag);
        }
    }
}
