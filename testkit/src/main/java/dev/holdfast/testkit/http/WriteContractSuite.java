package dev.holdfast.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.idempotency.ConflictPolicy;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyFilterBuilder;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.RecordingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The write contract as a client on the wire sees it, over a store of one's choice: a mutation takes effect at most once
 * for its caller and key, and every retry gets the first response.
 */
public abstract class WriteContractSuite {
    private static final int DUPLICATES = 50;
    private static final WireRequest ORDER =
            WireRequest.of("POST", "/orders").header("X-User", "alice").body("{\"item\":\"tea\"}");

    private final OrdersServlet orders = new OrdersServlet();
    private final RecordingListener listener = new RecordingListener();
    private final List<AutoCloseable> open = new ArrayList<>();
    private IdempotencyStore store;
    private JettyServer server;

    /** For subclasses. */
    protected WriteContractSuite() {}

    /** A store without records. The suite closes it. */
    protected abstract IdempotencyStore emptyStore();

    /** Another store over the same records, as another node would have. */
    protected abstract IdempotencyStore sameRecords(IdempotencyStore store);

    @BeforeEach
    final void start() {
        store = emptyStore();
        open.add(store);
        server = serve(store, ConflictPolicy.reject());
    }

    @AfterEach
    final void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private JettyServer serve(IdempotencyStore records, ConflictPolicy onConflict) {
        IdempotencyFilterBuilder filter = IdempotencyFilter.builder(records)
                .rule(rule -> rule.path("/open/**").off())
                .rule(rule -> rule.path("/orders/**").required().onConflict(onConflict))
                .maximumResponse(100_000)
                .listener(listener);
        JettyServer started = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(filter.build())
                .servlet("/orders/*", orders)
                .servlet("/open/*", orders));
        open.add(started);
        return started;
    }

    private WireResponse send(WireRequest request) throws IOException {
        return request.send(server.port());
    }

    /** The first response again, to the byte. */
    @Test
    public void aRetryGetsTheFirstResponse() throws Exception {
        WireResponse first = send(ORDER.key("k1"));
        WireResponse retry = send(ORDER.key("k1"));

        assertThat(orders.orders()).isEqualTo(1);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(retry.status()).isEqualTo(201);
        assertThat(retry.body()).isEqualTo(first.body());
        assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        assertThat(retry.headers("X-Part")).containsExactly("one", "two");
        // a session is not an outcome: cookies are set once
        assertThat(retry.comparableHeaders("Idempotency-Replayed"))
                .containsExactlyInAnyOrderElementsOf(first.comparableHeaders("Set-Cookie"));
    }

    /** The two spellings of a key. */
    @Test
    public void quotedAndBareKeysAreOne() throws Exception {
        WireResponse bare = send(ORDER.key("8e03978e-40d5-43e8-bc93-6894a57f9324"));
        WireResponse quoted = send(ORDER.key("\"8e03978e-40d5-43e8-bc93-6894a57f9324\""));

        assertThat(orders.orders()).isEqualTo(1);
        assertThat(quoted.header("Idempotency-Replayed")).hasValue("true");
        assertThat(quoted.body()).isEqualTo(bare.body());
    }

    /** Case counts. */
    @Test
    public void keysOfAnotherCaseAreOtherKeys() throws Exception {
        send(ORDER.key("abc"));
        send(ORDER.key("ABC"));

        assertThat(orders.orders()).isEqualTo(2);
    }

    static Stream<Arguments> malformedKeys() {
        return Stream.of(
                Arguments.of("empty", ORDER.key("")),
                Arguments.of("empty string", ORDER.key("\"\"")),
                Arguments.of("several lines", ORDER.key("one").key("two")),
                Arguments.of("the same line twice", ORDER.key("one").key("one")),
                Arguments.of("256 characters", ORDER.key("a".repeat(256))),
                Arguments.of("256 quoted characters", ORDER.key("\"" + "a".repeat(256) + "\"")),
                Arguments.of("not ASCII", ORDER.key("caf\u00e9")),
                Arguments.of("unterminated quote", ORDER.key("\"abc")),
                Arguments.of("space inside", ORDER.key("a b")),
                Arguments.of("a list", ORDER.key("\"a\", \"b\"")),
                Arguments.of("bad escape", ORDER.key("\"a\\x\"")));
    }

    /** 400, and no effect. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedKeys")
    public void aMalformedKeyIsRefused(String what, WireRequest request) throws Exception {
        WireResponse response = send(request);

        assertProblem(response, 400, "key-malformed", false);
        assertThat(orders.orders()).isZero();
    }

    /** A refused request leaves the connection usable. */
    @Test
    public void aRefusalDoesNotPoisonTheConnection() throws Exception {
        try (WireConnection connection = new WireConnection(server.port())) {
            WireResponse refused = connection.exchange(ORDER.body("x".repeat(5000)));
            WireResponse accepted = connection.exchange(ORDER.key("k"));

            assertProblem(refused, 400, "key-missing", false);
            assertThat(accepted.status()).isEqualTo(201);
        }
    }

    /** Nor does it when the body comes after the refusal is decided. */
    @Test
    public void aRefusalBeforeTheBodyArrivesDoesNotPoisonTheConnection() throws Exception {
        try (WireConnection connection = new WireConnection(server.port())) {
            connection.send(("POST /orders HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                            + "Content-Length: 10\r\n\r\nhello")
                    .getBytes(StandardCharsets.UTF_8));
            Future<WireResponse> refused = inBackground(connection::read);
            assertThatThrownBy(() -> refused.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            connection.send("world".getBytes(StandardCharsets.UTF_8));

            assertProblem(refused.get(30, TimeUnit.SECONDS), 400, "key-missing", false);
            assertThat(connection.exchange(ORDER.key("k")).status()).isEqualTo(201);
        }
    }

    /** A body too large to be read for nothing ends the connection, and the client is told. */
    @Test
    public void aRefusalOfALargeBodySaysThatItClosesTheConnection() throws Exception {
        try (WireConnection connection = new WireConnection(server.port())) {
            WireResponse refused = connection.exchange(ORDER.body("x".repeat(100_000)));

            assertProblem(refused, 400, "key-missing", false);
            assertThat(refused.header("Connection")).hasValue("close");
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    /** 255 characters are a key. */
    @Test
    public void theLongestKeyIsAccepted() throws Exception {
        assertThat(send(ORDER.key("a".repeat(255))).status()).isEqualTo(201);
        assertThat(send(ORDER.key("\"" + "a".repeat(255) + "\"")).header("Idempotency-Replayed"))
                .hasValue("true");
    }

    static Stream<Arguments> otherRequests() {
        return Stream.of(
                Arguments.of("method", ORDER.method("PUT")),
                Arguments.of("path", ORDER.target("/orders/1")),
                Arguments.of("query", ORDER.target("/orders?a=1")),
                Arguments.of("empty query", ORDER.target("/orders?")),
                Arguments.of("body", ORDER.body("{\"item\":\"coffee\"}")),
                Arguments.of("no body", ORDER.body("")),
                Arguments.of("precondition", ORDER.header("If-Match", "\"1\"")));
    }

    /** 422, and no effect. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRequests")
    public void aKeyUsedForAnotherRequestIsRefused(String what, WireRequest other) throws Exception {
        send(ORDER.key("k1"));

        assertProblem(send(other.key("k1")), 422, "key-reused", false);
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** 422 also while the first is in flight. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRequests")
    public void aKeyInFlightUsedForAnotherRequestIsRefused(String what, WireRequest other) throws Exception {
        OrdersServlet.Gate gate = orders.hold();
        Future<WireResponse> first = inBackground(() -> send(ORDER.key("k1")));
        gate.awaitArrival();

        assertProblem(send(other.key("k1")), 422, "key-reused", false);
        gate.open();
        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** Keys belong to their callers. */
    @Test
    public void anotherCallersKeyIsItsOwn() throws Exception {
        WireResponse alice = send(ORDER.key("k1"));
        WireResponse bob = send(WireRequest.of("POST", "/orders")
                .header("X-User", "bob")
                .body("{\"item\":\"tea\"}")
                .key("k1"));

        assertThat(orders.orders()).isEqualTo(2);
        assertThat(bob.header("Idempotency-Replayed")).isEmpty();
        assertThat(bob.text()).isNotEqualTo(alice.text());
    }

    /** No caller, no key. */
    @Test
    public void aKeyWithoutACallerIsRefused() throws Exception {
        WireResponse response = send(WireRequest.of("POST", "/orders").key("k1"));

        assertProblem(response, 403, "caller-unknown", false);
        assertThat(orders.orders()).isZero();
    }

    /** One effect, and every other one is told to come back, or gets the first response. */
    @Test
    public void simultaneousDuplicatesTakeEffectOnce() throws Exception {
        List<WireResponse> responses = simultaneously(DUPLICATES, List.of(server));

        assertThat(orders.orders()).isEqualTo(1);
        assertOneOrder(responses);
        assertThat(responses).allSatisfy(response -> {
            if (response.status() == 409) {
                assertProblem(response, 409, "request-in-flight", true);
                assertThat(response.header("Retry-After")).hasValue("1");
            }
        });
        assertThat(send(ORDER.key("dup")).header("Idempotency-Replayed")).hasValue("true");
    }

    /** As long as the first is in flight, every other one is told to come back. */
    @Test
    public void duplicatesOfARequestInFlightAreRefused() throws Exception {
        OrdersServlet.Gate gate = orders.hold();
        Future<WireResponse> first = inBackground(() -> send(ORDER.key("dup")));
        gate.awaitArrival();

        List<WireResponse> duplicates = simultaneously(DUPLICATES, List.of(server));
        gate.open();

        assertThat(duplicates).allSatisfy(response -> {
            assertProblem(response, 409, "request-in-flight", true);
            assertThat(response.header("Retry-After")).hasValue("1");
        });
        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** One effect over two nodes. */
    @Test
    public void twoNodesTakeEffectOnce() throws Exception {
        IdempotencyStore other = sameRecords(store);
        open.add(other);
        JettyServer secondNode = serve(other, ConflictPolicy.reject());

        List<WireResponse> responses = simultaneously(DUPLICATES, List.of(server, secondNode));

        assertThat(orders.orders()).isEqualTo(1);
        assertOneOrder(responses);
        assertThat(ORDER.key("dup").send(secondNode.port()).text()).isEqualTo("{\"order\":1,\"bytes\":14}");
    }

    /** With a wait, every duplicate gets the first response, on whichever node it waits; and nobody holds a thread. */
    @Test
    public void duplicatesThatWaitAllGetTheFirstResponse() throws Exception {
        JettyServer patient = serve(store, ConflictPolicy.waitUpTo(Duration.ofSeconds(60)));
        IdempotencyStore other = sameRecords(store);
        open.add(other);
        JettyServer otherNode = serve(other, ConflictPolicy.waitUpTo(Duration.ofSeconds(60)));
        OrdersServlet.Gate gate = orders.hold();
        Future<WireResponse> first = inBackground(() -> ORDER.key("w").send(patient.port()));
        gate.awaitArrival();
        int busy = patient.busyThreads();

        List<Future<WireResponse>> waiting = new ArrayList<>();
        for (int i = 0; i < DUPLICATES; i++) {
            JettyServer node = i % 5 == 0 ? otherNode : patient;
            waiting.add(inBackground(() -> ORDER.key("w").send(node.port())));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> listener.count("waiting") == DUPLICATES && patient.busyThreads() <= busy + 2);
        gate.open();

        WireResponse response = first.get(30, TimeUnit.SECONDS);
        for (Future<WireResponse> duplicate : waiting) {
            WireResponse replay = duplicate.get(30, TimeUnit.SECONDS);
            assertThat(replay.status()).isEqualTo(201);
            assertThat(replay.body()).isEqualTo(response.body());
            assertThat(replay.header("Idempotency-Replayed")).hasValue("true");
        }
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** A waiter that gives up touches nobody's record. */
    @Test
    public void aWaiterThatGivesUpTouchesNothing() throws Exception {
        JettyServer impatient = serve(store, ConflictPolicy.waitUpTo(Duration.ofMillis(300)));
        OrdersServlet.Gate gate = orders.hold();
        Future<WireResponse> first = inBackground(() -> ORDER.key("w").send(impatient.port()));
        gate.awaitArrival();

        assertProblem(ORDER.key("w").send(impatient.port()), 409, "request-in-flight", true);
        gate.open();

        WireResponse response = first.get(30, TimeUnit.SECONDS);
        assertThat(response.status()).isEqualTo(201);
        assertThat(ORDER.key("w").send(impatient.port()).body()).isEqualTo(response.body());
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** What may come out differently next time is not kept. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 425, 428, 429, 500, 502, 503})
    public void anOutcomeThatIsNotKeptFreesTheKey(int status) throws Exception {
        WireRequest request = ORDER.target("/orders?status=" + status).key("k");

        assertThat(send(request).status()).isEqualTo(status);
        assertThat(send(request).header("Idempotency-Replayed")).isEmpty();
        assertThat(orders.orders()).isEqualTo(2);
    }

    /** What would come out the same is kept. */
    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 303, 400, 404, 409, 412, 422})
    public void anOutcomeThatIsKeptIsReplayed(int status) throws Exception {
        WireRequest request = ORDER.target("/orders?status=" + status).key("k");

        WireResponse first = send(request);
        WireResponse retry = send(request);

        assertThat(retry.status()).isEqualTo(status);
        assertThat(retry.body()).isEqualTo(first.body());
        assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** Past the limit a response streams, and its key is spent. */
    @Test
    public void aResponseTooLargeToKeepSpendsItsKey() throws Exception {
        WireRequest request = ORDER.target("/orders?size=200000").key("k");

        WireResponse first = send(request);
        WireResponse retry = send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body()).hasSizeGreaterThan(200_000);
        assertProblem(retry, 409, "response-not-replayable", false);
        assertThat(orders.orders()).isEqualTo(1);
    }

    /** Rules that are off, and paths without one, are as if there were no filter. */
    @Test
    public void anUnprotectedRouteIsUntouched() throws Exception {
        WireRequest request = ORDER.target("/open/x").key("k");

        send(request);
        send(request);

        assertThat(orders.orders()).isEqualTo(2);
    }

    private <T> Future<T> inBackground(Callable<T> work) {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "client");
            thread.setDaemon(true);
            return thread;
        });
        open.add(executor::shutdownNow);
        return executor.submit(work);
    }

    private List<WireResponse> simultaneously(int clients, List<JettyServer> nodes) throws Exception {
        CyclicBarrier start = new CyclicBarrier(clients);
        List<Future<WireResponse>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int port = nodes.get(i % nodes.size()).port();
            running.add(inBackground(() -> {
                start.await();
                return ORDER.key("dup").send(port);
            }));
        }
        List<WireResponse> responses = new ArrayList<>();
        for (Future<WireResponse> response : running) {
            responses.add(response.get(60, TimeUnit.SECONDS));
        }
        return responses;
    }

    private static void assertOneOrder(List<WireResponse> responses) {
        assertThat(responses).extracting(WireResponse::status).isSubsetOf(201, 409);
        assertThat(responses.stream().filter(r -> r.status() == 201).map(WireResponse::text))
                .containsOnly("{\"order\":1,\"bytes\":14}");
        assertThat(responses.stream()
                        .filter(r -> r.status() == 201
                                && r.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
    }

    private static void assertProblem(WireResponse response, int status, String slug, boolean retryable) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.header("Content-Type")).hasValue("application/problem+json");
        assertThat(response.header("Link"))
                .hasValue("<https://holdfast.dev/problems/" + slug + ">; rel=\"describedby\"");
        assertThat(response.text())
                .startsWith("{\"type\":\"https://holdfast.dev/problems/" + slug + "\",")
                .contains("\"status\":" + status + ",")
                .endsWith("\"retryable\":" + retryable + "}");
    }
}
