package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.RecordingListener;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client sees of requests that run in a transaction, and what is in the database afterwards. */
@ParameterizedClass
@EnumSource(names = {"H2_MEMORY", "POSTGRESQL", "MARIADB"})
class TransactionsOnTheWireTest {
    private static final int LIMIT = 10_000;

    private final Backend backend;
    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private Node node;
    private UncertainCommits commits;
    private JettyServer server;

    private interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response, DataSource database) throws Exception;
    }

    TransactionsOnTheWireTest(Backend backend) {
        this.backend = backend;
    }

    @BeforeEach
    void start() throws Exception {
        node = Node.on(backend, pool -> pool.setMaximumPoolSize(1));
        commits = new UncertainCommits(node.pool());
        DataSource database = RequestTransactions.wrap(commits.dataSource());
        JdbcIdempotencyStore store =
                node.builder(database).statementTimeout(Duration.ofSeconds(1)).build();
        node.execute("drop table if exists things");
        node.execute("create table things (id integer not null primary key)");
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .maximumResponse(LIMIT)
                .listener(listener)
                .rule(rule -> rule.path("/fenced/**").requestTransaction(false))
                .rule(rule -> rule.path("/**"))
                .build();
        server = JettyServer.start(application ->
                application.filter(new HeaderPrincipal()).filter(filter).servlet("/*", new Handlers(database)));
    }

    @AfterEach
    void stop() throws Exception {
        opened.countDown();
        server.close();
        assertThat(node.pool().getHikariPoolMXBean().getActiveConnections()).isZero();
        node.close();
    }

    private final class Handlers extends HttpServlet {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody serialises a servlet
        private final DataSource database;

        @SuppressWarnings("serial") // nobody serialises a servlet
        private final Map<String, Handler> handlers = Map.of(
                "status",
                        (request, response, database) -> {
                            insert(database);
                            response.setStatus(Integer.parseInt(request.getQueryString()));
                        },
                "error",
                        (request, response, database) -> {
                            insert(database);
                            response.sendError(500);
                        },
                "throw",
                        (request, response, database) -> {
                            insert(database);
                            throw new LinkageError("on purpose");
                        },
                "async",
                        (request, response, database) -> {
                            insert(database);
                            response.setHeader("Async", String.valueOf(request.isAsyncSupported()));
                            var context = request.startAsync();
                            response.setStatus(201);
                            context.complete();
                        },
                "large",
                        (request, response, database) -> {
                            insert(database);
                            response.getOutputStream().write(new byte[LIMIT * 3]);
                        },
                "large-within",
                        (request, response, database) -> {
                            try (Connection connection = database.getConnection()) {
                                connection.setAutoCommit(false);
                                connection.createStatement().execute("insert into things values (1)");
                                connection.commit();
                                response.getOutputStream().write(new byte[LIMIT * 3]);
                            }
                        },
                "large-anyway",
                        (request, response, database) -> {
                            Connection connection = database.getConnection();
                            connection.createStatement().execute("insert into things values (1)");
                            try {
                                response.getOutputStream().write(new byte[LIMIT * 3]);
                            } catch (IllegalStateException e) {
                                response.setHeader("Caught", "yes");
                            }
                        },
                "slow",
                        (request, response, database) -> {
                            insert(database);
                            arrived.countDown();
                            assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
                            response.setStatus(201);
                        });

        Handlers(DataSource database) {
            this.database = database;
        }

        private static void insert(DataSource database) {
            Jdbi.create(database).useTransaction(handle -> handle.execute("insert into things values (1)"));
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getPathInfo();
            try {
                Objects.requireNonNull(handlers.get(path.substring(path.lastIndexOf('/') + 1)))
                        .handle(request, response, database);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static WireRequest post(String target) {
        return WireRequest.of("POST", target)
                .header("X-User", "alice")
                .key(UUID.randomUUID().toString());
    }

    private WireResponse send(WireRequest request) throws IOException {
        try (WireConnection connection = new WireConnection(server.port())) {
            return connection.exchange(request);
        }
    }

    private CompletableFuture<WireResponse> inBackground(WireRequest request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return send(request);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                new OwnThread());
    }

    private int things() {
        return node.jdbi()
                .withHandle(handle -> handle.select("select count(*) from things")
                        .mapTo(Integer.class)
                        .one());
    }

    private void assertRunsAgain(WireRequest request) throws IOException {
        int before = Math.toIntExact(listener.count("started"));
        assertThat(send(request).header("Idempotency-Replayed")).isEmpty();
        assertThat(listener.count("started")).isEqualTo(before + 1);
    }

    private static String type(WireResponse response) {
        return response.text().replaceAll("(?s).*\"type\":\"[^\"]*/([a-z-]+)\".*", "$1");
    }

    @Test
    void effectAndRecordAreThere() throws Exception {
        WireRequest request = post("/status?201");

        assertThat(send(request).status()).isEqualTo(201);
        assertThat(things()).isEqualTo(1);
        WireResponse again = send(request);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(things()).isEqualTo(1);
        assertThat(listener.events()).containsExactly("started", "completed 201", "replayed");
    }

    @Test
    void whatFailsLeavesNothingAndAFreeKey() throws Exception {
        for (String target : new String[] {"/status?500", "/status?503", "/error", "/throw", "/status?403"}) {
            WireRequest request = post(target);

            send(request);

            assertThat(things()).as(target).isZero();
            assertRunsAgain(request);
        }
        assertThat(listener.count("released")).isEqualTo(10);
    }

    @Test
    void aClientErrorThatIsKeptKeepsWhatTheApplicationCommitted() throws Exception {
        WireRequest request = post("/status?409");

        assertThat(send(request).status()).isEqualTo(409);

        assertThat(things()).isEqualTo(1);
        assertThat(send(request).header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void anAsynchronousHandlerIsRefusedAndWorksUnderALease() throws Exception {
        assertThat(send(post("/async")).status()).isEqualTo(500);
        assertThat(things()).isZero();

        WireResponse fenced = send(post("/fenced/async"));
        assertThat(fenced.status()).isEqualTo(201);
        assertThat(fenced.header("Async")).contains("true");
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void aLargeResponseIsCommittedBeforeItGoesOut() throws Exception {
        WireRequest request = post("/large");

        assertThat(send(request).body()).hasSize(LIMIT * 3);

        assertThat(things()).isEqualTo(1);
        WireResponse again = send(request);
        assertThat(again.status()).isEqualTo(409);
        assertThat(type(again)).isEqualTo("response-not-replayable");
    }

    @Test
    void aLargeResponseThatCannotBeCommittedBeforeIsRefused() throws Exception {
        assertThat(send(post("/large-within")).status()).isEqualTo(500);
        assertThat(things()).isZero();

        WireResponse caught = send(post("/large-anyway"));
        assertThat(caught.status()).isEqualTo(500);
        assertThat(type(caught)).isEqualTo("response-too-large");
        assertThat(caught.header("Caught")).isEmpty();
        assertThat(things()).isZero();
    }

    /** The pool has one connection, which the first one holds. */
    @Test
    void aDuplicateOnThisNodeNeedsNoConnection() throws Exception {
        WireRequest request = post("/slow");
        CompletableFuture<WireResponse> first = inBackground(request);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(type(send(request))).isEqualTo("request-in-flight");
        assertThat(send(request.body("another")).status()).isEqualTo(422);

        opened.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(send(request).status()).isEqualTo(201);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsLookedFor() throws Exception {
        WireRequest request = post("/status?201");
        commits.next(UncertainCommits.Fate.ANSWER_LOST);

        assertThat(send(request).status()).isEqualTo(201);

        assertThat(things()).isEqualTo(1);
        assertThat(send(request).header("Idempotency-Replayed")).contains("true");
        assertThat(listener.events()).containsExactly("started", "completed 201", "replayed");
    }

    @Test
    void aCommitThatNeverCameIsLookedFor() throws Exception {
        WireRequest request = post("/status?201");
        commits.next(UncertainCommits.Fate.COMMAND_LOST);

        WireResponse answer = send(request);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(type(answer)).isEqualTo("transaction-failed");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(things()).isZero();

        assertThat(send(request).status()).isEqualTo(201);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void aCommitThatCannotBeLookedForIsSettledByTheRetry() throws Exception {
        WireRequest request = post("/status?201");
        commits.next(UncertainCommits.Fate.ANSWER_AND_DATABASE_LOST);

        WireResponse answer = send(request);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(type(answer)).isEqualTo("commit-unknown");
        assertThat(listener.events()).containsExactly("started", "abandoned");
        commits.back();

        WireResponse again = send(request);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsAwayRefusesBeforeAnythingRuns() throws Exception {
        commits.next(UncertainCommits.Fate.ANSWER_AND_DATABASE_LOST);
        send(post("/status?201"));

        WireResponse answer = send(post("/status?201"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(type(answer)).isEqualTo("store-unavailable");
        commits.back();
    }

    /** The other node has not been changed over: it claims by a lease, and knows of no transactions. */
    @Test
    void aNodeWithLeasesBesideItMakesNoSecondEffect() throws Exception {
        WireRequest request = post("/slow");
        CompletableFuture<WireResponse> first = inBackground(request);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        try (Node other = node.another()) {
            IdempotencyFilter filter = IdempotencyFilter.builder(other.builder()
                            .statementTimeout(Duration.ofSeconds(1))
                            .build())
                    .rule(rule -> rule.path("/**"))
                    .build();
            try (JettyServer second = JettyServer.start(application -> application
                            .filter(new HeaderPrincipal())
                            .filter(filter)
                            .servlet("/*", new HttpServlet() {
                                private static final long serialVersionUID = 1;

                                @Override
                                protected void service(HttpServletRequest request, HttpServletResponse response) {
                                    other.execute("insert into things values (2)");
                                    response.setStatus(201);
                                }
                            }));
                    WireConnection connection = new WireConnection(second.port())) {
                int there = connection.exchange(request).status();
                opened.countDown();
                int here = first.get(20, TimeUnit.SECONDS).status();

                assertThat(things()).isEqualTo(1);
                // whichever of them was later: the one without a place is told so, and nothing of it is there
                assertThat(there == 201 ? here : there).isIn(409, 503);
                assertThat(there == 201 || here == 201).isTrue();
            }
        }
    }

    /** A constraint that is checked at the end is checked at the end of the request. */
    @Test
    void aCommitThatTheDatabaseRefusesLeavesNothing() throws Exception {
        assumeTrue(backend == Backend.POSTGRESQL, "the others check each statement");
        node.execute("create table if not exists parents (id integer primary key)");
        node.execute("alter table things add foreign key (id) references parents deferrable initially deferred");
        WireRequest request = post("/status?201");

        WireResponse answer = send(request);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(type(answer)).isEqualTo("transaction-failed");
        assertThat(things()).isZero();
        assertRunsAgain(request);
    }
}
