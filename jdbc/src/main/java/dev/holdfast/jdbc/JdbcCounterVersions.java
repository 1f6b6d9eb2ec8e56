package dev.holdfast.jdbc;

import dev.holdfast.etag.EntityTag;
import dev.holdfast.etag.Representation;
import dev.holdfast.etag.ResourceRequest;
import dev.holdfast.etag.ResourceVersion;
import dev.holdfast.etag.ResourceVersions;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Versions that the filter counts itself in the table {@code holdfast_version}, for an application that has none and runs on
 * any number of nodes: every write that goes through the filter makes another. What is changed past the filter it does not
 * see. It needs {@link JdbcWriteGuards}, or another guard that reaches over all nodes.
 *
 * <p>Whether a resource of which nothing is known is there, the application is asked. A number is never used twice, also when
 * a resource is removed and made again: rows stay, of some sixty bytes each.
 *
 * <p>A path is one resource for everybody, with one representation: one that means something else to each caller, such as {@code
 * /me}, or that is negotiated, needs another source.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
/*
 * Why a write counts twice
 *
 * The number is raised before the application writes and after it. Who reads in between cannot know whether the content is that
 * of before or of after: the number it gets is good for nothing afterwards. If the node dies in between, the row says that
 * somebody is writing, and the next writer, who has the guard and so knows that nobody is, raises the number once more before
 * anything is compared.
 */
public final class JdbcCounterVersions implements ResourceVersions {
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private static final String SELECT = "select number, last, state from holdfast_version where resource_id = :id";
    private static final String INSERT =
            "insert into holdfast_version (resource_id, number, last, state) values (:id, :number, :number, :state)";
    /** Gives a number that is good as long as somebody is writing. */
    private static final String BEGIN =
            "update holdfast_version set last = last + 1, state = 2 where resource_id = :id";
    /** Each database sets the columns from left to right, or from what was there before: the same either way. */
    private static final String END =
            "update holdfast_version set number = :number, last = :number, state = :state where resource_id = :id";

    private static final String REFUSED = "update holdfast_version set state = 1 where resource_id = :id and state = 2";
    private static final String SIGHT =
            "update holdfast_version set state = 1 where resource_id = :id and number = :number and state = 0";

    private final DataSource dataSource;
    private final Optional<RequestTransactions> transactions;
    private final Jdbi jdbi;

    private enum State {
        UNKNOWN(0),
        THERE(1),
        BEING_WRITTEN(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        static State of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalStateException("holdfast_version has state " + code);
        }
    }

    /**
     * What is counted.
     *
     * @param number that of the content
     * @param last the greatest that was ever given
     */
    private record Counted(long number, long last, State state) {
        long shown() {
            return state == State.BEING_WRITTEN ? last : number;
        }
    }

    private JdbcCounterVersions(DataSource dataSource, Jdbi jdbi) {
        this.dataSource = dataSource;
        this.transactions = RequestTransactions.of(dataSource);
        this.jdbi = jdbi;
    }

    /**
     * Versions in a database.
     *
     * @param dataSource a connection pool, which stays the caller's to close
     */
    public static JdbcCounterVersions on(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        SqlStatements statements = jdbi.getConfig(SqlStatements.class);
        statements.setUnusedBindingAllowed(true);
        statements.setIncludeBindingsInTelemetry(false);
        statements.setQueryTimeout(Math.toIntExact(STATEMENT_TIMEOUT.toSeconds()));
        return new JdbcCounterVersions(dataSource, jdbi);
    }

    /**
     * Creates the table unless it is there, by the shipped {@code versions-*.sql}. Any number of nodes may call it at once.
     *
     * @throws IllegalStateException if the database cannot be reached or does not allow it
     */
    public void createSchema() {
        Script.run(dataSource, "versions", "holdfast_version");
    }

    @Override
    public Optional<ResourceVersion> current(ResourceRequest resource) throws IOException, ServletException {
        return version(resource, find(resource));
    }

    @Override
    public Optional<ResourceVersion> currentUnderGuard(ResourceRequest resource) throws IOException, ServletException {
        Optional<Counted> known = find(resource, isInTransaction());
        if (known.filter(counted -> counted.state() == State.BEING_WRITTEN).isPresent()) {
            // whoever was writing has died
            end(resource, State.UNKNOWN);
            known = find(resource);
        }
        return version(resource, known);
    }

    private Optional<ResourceVersion> version(ResourceRequest resource, Optional<Counted> known)
            throws IOException, ServletException {
        if (known.filter(counted -> counted.state() != State.UNKNOWN).isPresent()) {
            return known.map(JdbcCounterVersions::version);
        }
        // one that is too large to be had so, or asynchronous, counts as there: that can only refuse too much
        boolean exists = resource.representation().map(Representation::exists).orElse(true);
        if (!exists) {
            return Optional.empty(); // perhaps only for this caller
        }
        if (known.isEmpty()) {
            insert(resource, State.THERE);
        } else {
            call(handle -> handle.createUpdate(SIGHT)
                    .bind("id", id(resource))
                    .bind("number", known.get().number())
                    .execute());
        }
        return find(resource).map(JdbcCounterVersions::version);
    }

    private static ResourceVersion version(Counted counted) {
        return ResourceVersion.of(EntityTag.strong(Long.toString(counted.shown(), Character.MAX_RADIX)));
    }

    @Override
    public boolean joinsTransaction() {
        return transactions.isPresent();
    }

    @Override
    public void changing(ResourceRequest resource) throws IOException {
        if (update(BEGIN, resource) == 0) {
            insert(resource, State.BEING_WRITTEN);
        }
    }

    @Override
    public void changed(ResourceRequest resource, int status) throws IOException {
        if (status / 100 == 4) {
            update(REFUSED, resource); // it is what it was
            return;
        }
        boolean written = status / 100 == 2 && !resource.request().getMethod().equals("DELETE");
        // removed, or who knows: the application is asked the next time
        end(resource, written ? State.THERE : State.UNKNOWN);
    }

    private boolean isInTransaction() {
        return transactions.flatMap(RequestTransactions::current).isPresent();
    }

    private Optional<Counted> find(ResourceRequest resource) throws IOException {
        return find(resource, false);
    }

    /** A transaction may have begun to see before its guard was to be had: what is locked is what is there now. */
    private Optional<Counted> find(ResourceRequest resource, boolean locked) throws IOException {
        return call(handle -> handle.createQuery(locked ? SELECT + " for update" : SELECT)
                .bind("id", id(resource))
                .map((row, context) ->
                        new Counted(row.getLong("number"), row.getLong("last"), State.of(row.getInt("state"))))
                .findFirst());
    }

    private int update(String sql, ResourceRequest resource) throws IOException {
        return call(handle -> handle.createUpdate(sql).bind("id", id(resource)).execute());
    }

    /** By whoever has the guard, so that nobody raises the number in between. */
    private void end(ResourceRequest resource, State state) throws IOException {
        Optional<Counted> known = find(resource);
        if (known.isPresent()) {
            int ended = call(handle -> handle.createUpdate(END)
                    .bind("id", id(resource))
                    .bind("number", known.get().last() + 1)
                    .bind("state", state.code)
                    .execute());
            if (ended != 1) {
                throw new IOException("The row of the resource in holdfast_version is gone");
            }
        }
    }

    /** Begins with the time, so that a table that was lost does not begin with what it had given before. */
    private void insert(ResourceRequest resource, State state) throws IOException {
        long number = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        try {
            jdbi.useHandle(handle -> {
                handle.createUpdate(INSERT)
                        .bind("id", id(resource))
                        .bind("number", number)
                        .bind("state", state.code)
                        .execute();
                commit(handle);
            });
        } catch (JdbiException | SQLException e) {
            if (!Failure.of(e).isContention()) {
                throw failure(e);
            }
            // somebody else has just sighted it
        }
    }

    private static byte[] id(ResourceRequest resource) {
        try {
            String name = resource.request().getContextPath() + resource.path();
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has it", e);
        }
    }

    private interface Work<T> {
        T on(Handle handle);
    }

    private <T> T call(Work<T> work) throws IOException {
        try (Handle handle = jdbi.open()) {
            T result = work.on(handle);
            commit(handle);
            return result;
        } catch (JdbiException | SQLException e) {
            throw failure(e);
        }
    }

    private static void commit(Handle handle) throws SQLException {
        if (!handle.getConnection().getAutoCommit()) {
            handle.commit();
        }
    }

    private static IOException failure(Exception e) {
        Throwable cause = e instanceof JdbiException && e.getCause() != null ? e.getCause() : e;
        return new IOException(
                "The table holdfast_version could not be asked; createSchema() or the shipped"
                        + " versions-*.sql makes it",
                cause);
    }
}
