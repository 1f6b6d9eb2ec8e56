package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Check and write in one transaction, where something comes in between that would spoil two. */
class VersionsWithinTransactionsTest {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private @Nullable Node node;
    private @Nullable JettyServer server;

    @AfterEach
    void stop() {
        opened.countDown();
        server().close();
        node().close();
    }

    private Node node() {
        return Objects.requireNonNull(node);
    }

    private JettyServer server() {
        return Objects.requireNonNull(server);
    }

    private void start(Backend backend, boolean autoCommit, Function<DataSource, ResourceVersions> source) {
        Node started = Node.on(backend, pool -> {
            pool.setMaximumPoolSize(5);
            pool.setAutoCommit(autoCommit);
        });
        node = started;
        started.execute("drop table if exists documents");
        started.execute("drop table if exists holdfast_version");
        started.execute("create table documents (name varchar(50) primary key, owner varchar(50) not null,"
                + " content varchar(200) not null, version integer not null)");
        started.execute("insert into documents values ('a', 'alice', 'first', 1)");
        DataSource database = RequestTransactions.wrap(started.pool());
        JdbcWriteGuards guards = JdbcWriteGuards.builder(database).build();
        guards.createSchema();
        IdempotencyFilter retries = IdempotencyFilter.builder(
                        started.builder(database).build())
                .rule(rule -> rule.path("/documents/{name}"))
                .build();
        ETagFilter edits = ETagFilter.builder()
                .guards(guards)
                .rule(rule -> rule.path("/documents/{name}")
                        .versions(source.apply(database))
                        .required())
                .build();
        server = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(retries)
                .filter(new Looking(Jdbi.create(database)))
                .filter(edits)
                .servlet("/documents/*", new Waiting(Jdbi.create(database))));
    }

    /** Something that reads before the ETag filter does, and is held up then if the request asks for it. */
    private final class Looking extends HttpFilter {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody serialises a filter
        private final Jdbi jdbi;

        Looking(Jdbi jdbi) {
            this.jdbi = jdbi;
        }

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            jdbi.useHandle(handle -> handle.select("select count(*) from documents")
                    .mapTo(Integer.class)
                    .one());
            hold(request, "before");
            chain.doFilter(request, response);
        }
    }

    private void hold(HttpServletRequest request, String where) {
        if (where.equals(request.getHeader("Hold"))) {
            arrived.countDown();
            try {
                assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final class Waiting extends HttpServlet {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody serialises a servlet
        private final Jdbi jdbi;

        Waiting(Jdbi jdbi) {
            this.jdbi = jdbi;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print(content());
        }

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String content = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            hold(request, "within");
            try {
                jdbi.useHandle(handle -> {
                    handle.execute("update documents set content = ?, version = version + 1 where name = 'a'", content);
                    if (!handle.getConnection().getAutoCommit()) {
                        handle.commit();
                    }
                });
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    private String content() {
        return node().jdbi()
                .withHandle(handle -> handle.select("select content from documents where name = 'a'")
                        .mapTo(String.class)
                        .one());
    }

    private int status(WireRequest request) {
        try {
            return request.transcribe(server().port()).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WireRequest put(String content) throws IOException {
        WireRequest get = WireRequest.of("GET", "/documents/a").header("X-User", "alice");
        String tag = get.transcribe(server().port()).headers("ETag").get(0);
        return get.method("PUT").header("If-Match", tag).key(content).body(content);
    }

    private static ResourceVersions counted(DataSource database) {
        JdbcCounterVersions versions = JdbcCounterVersions.on(database);
        versions.createSchema();
        return versions;
    }

    private static ResourceVersions read(DataSource database) {
        return JdbcResourceVersions.builder(database)
                .query("select version from documents where name = :name and owner = :caller -- the caller's")
                .tag("{name}-v{version}")
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2_MEMORY", "POSTGRESQL", "MARIADB"})
    void whatARequestSawBeforeItsGuardIsNotWhatItIsJudgedBy(Backend backend) throws Exception {
        start(backend, true, VersionsWithinTransactionsTest::counted);
        WireRequest slow = put("slow").header("Hold", "before");
        WireRequest quick = put("quick");
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> status(slow), new OwnThread());
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(status(quick)).isEqualTo(200);
        opened.countDown();

        assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(412);
        assertThat(content()).isEqualTo("quick");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aJobWaitsForTheRowThatWasCheckedWhateverThePoolsMode(Backend backend) throws Exception {
        start(backend, false, VersionsWithinTransactionsTest::read);
        WireRequest put = put("request").header("Hold", "within");
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> status(put), new OwnThread());
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> job = CompletableFuture.runAsync(
                () -> node().execute("update documents set content = concat(content, '+')"), new OwnThread());
        assertThat(isStillRunning(job)).isTrue();
        opened.countDown();

        assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        job.get(20, TimeUnit.SECONDS);
        assertThat(content()).isEqualTo("request+");
    }

    /** A job that does not wait is done long before. */
    private static boolean isStillRunning(CompletableFuture<Void> job) throws Exception {
        try {
            job.get(500, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }
}
