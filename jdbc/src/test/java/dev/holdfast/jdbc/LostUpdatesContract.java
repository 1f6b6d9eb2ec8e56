package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.LostUpdates;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 64 writers with the same tag, on two nodes that share a database. */
abstract class LostUpdatesContract {
    private final List<AutoCloseable> open = new ArrayList<>();

    abstract Backend backend();

    @BeforeEach
    void emptyTable() {
        Jdbi jdbi = Jdbi.create(pool());
        jdbi.useHandle(handle -> {
            handle.execute("drop table if exists documents");
            handle.execute("drop table if exists holdfast_version");
            handle.execute("create table documents (name varchar(50) primary key, owner varchar(50) not null,"
                    + " content varchar(200) not null, version integer not null)");
        });
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private DataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(backend().address().url());
        pool.setUsername(backend().address().user());
        pool.setPassword(backend().address().password());
        pool.setMaximumPoolSize(10);
        open.add(pool);
        return pool;
    }

    private int node(Function<DataSource, ResourceVersions> source) {
        return node(source, pool());
    }

    /** Both filters, and all of it in one transaction. */
    private int transactionalNode(Function<DataSource, ResourceVersions> source) {
        DataSource database = RequestTransactions.wrap(pool());
        JdbcIdempotencyStore store =
                JdbcIdempotencyStore.builder(database).table("lost_updates").build();
        store.createSchema();
        IdempotencyFilter retries = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/documents/{name}").guarantee(Guarantee.TRANSACTIONAL))
                .build();
        return node(source, database, retries);
    }

    private int node(Function<DataSource, ResourceVersions> source, DataSource database, Filter... before) {
        JdbcWriteGuards guards = JdbcWriteGuards.builder(database).build();
        guards.createSchema();
        ETagFilter filter = ETagFilter.builder()
                .guards(guards)
                .rule(rule -> rule.path("/documents/{name}")
                        .versions(source.apply(database))
                        .required())
                .build();
        JettyServer server = JettyServer.start(application -> {
            application.filter(new HeaderPrincipal());
            Stream.of(before).forEach(application::filter);
            application.filter(filter).servlet("/documents/*", new DocumentsServlet(database));
        });
        open.add(server);
        return server.port();
    }

    static Stream<Named<Function<DataSource, ResourceVersions>>> sources() {
        return Stream.of(
                Named.of(
                        "the application's own",
                        pool -> JdbcResourceVersions.builder(pool)
                                .query("select version from documents where name = :name and owner = :caller")
                                .tag("{name}-v{version}")
                                .build()),
                Named.of("counted", pool -> {
                    JdbcCounterVersions versions = JdbcCounterVersions.on(pool);
                    versions.createSchema();
                    return versions;
                }));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void oneOfThemWins(Function<DataSource, ResourceVersions> source) throws Exception {
        int rounds = Integer.getInteger("holdfast.rounds", 50);

        LostUpdates.Report report = new LostUpdates("/documents/a", 64, node(source), node(source)).run(rounds);

        assertOneWinsEachRound(report, rounds);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void oneOfThemWinsWhereCheckAndWriteAreOneTransaction(Function<DataSource, ResourceVersions> source)
            throws Exception {
        int rounds = Integer.getInteger("holdfast.rounds", 5);

        LostUpdates.Report report = new LostUpdates(
                        "/documents/a", 64, transactionalNode(source), transactionalNode(source))
                .keyed()
                .run(rounds);

        assertOneWinsEachRound(report, rounds);
    }

    private static void assertOneWinsEachRound(LostUpdates.Report report, int rounds) {
        assertThat(report.differences()).isEmpty();
        assertThat(report.wins()).isEqualTo(rounds);
        assertThat(report.refusals()).isEqualTo(63 * rounds);
        assertThat(report.reads()).isPositive();
    }
}
