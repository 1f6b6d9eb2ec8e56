package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.db.MariaDbServer;
import dev.holdfast.testkit.db.PostgresServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API behind the filter that it knows nothing of, in one mode. */
abstract class ModeContract {
    private static final String TAXI = "{\"amount\":12.34,\"note\":\"Taxi\"}";
    private static final int DUPLICATES = 50;

    private final Mode mode;

    @TempDir
    private Path data;

    ModeContract(Mode mode) {
        this.mode = mode;
    }

    /** Where the API keeps its rows, and the filter its records. */
    enum Backend {
        H2,
        POSTGRESQL,
        MARIADB;

        JdbcAccess access(Path data) {
            return switch (this) {
                case H2 -> JdbcAccess.filesIn(data);
                case POSTGRESQL -> of(PostgresServer.address());
                case MARIADB -> of(MariaDbServer.address());
            };
        }

        private static JdbcAccess of(DatabaseAddress address) {
            return new JdbcAccess(address.url(), address.user(), address.password());
        }
    }

    private static HttpResponse<String> create(Client client, String key) {
        return client.send("POST", "/v1/expenses", BodyPublishers.ofString(TAXI), key);
    }

    @ParameterizedTest
    @EnumSource
    void everyMutationIsReplayed(Backend backend) throws Exception {
        try (RunningServer server = RunningServer.on(backend.access(data), mode)) {
            Client alice = server.as("alice");
            String key = UUID.randomUUID().toString();
            HttpResponse<String> created = create(alice, key);
            HttpResponse<String> again = create(alice, "\"" + key + "\"");
            String location = created.headers().firstValue("Location").orElseThrow();

            assertReplayed(again, created);
            assertThat(again.headers().firstValue("Location")).hasValue(location);
            String change = UUID.randomUUID().toString();
            HttpResponse<String> changed =
                    alice.send("PUT", location, BodyPublishers.ofString("{\"amount\":20}"), change);
            assertThat(changed.body()).startsWith("{\"ok\":true,\"expense\":{").contains("\"version\":2");
            assertReplayed(alice.send("PUT", location, BodyPublishers.ofString("{\"amount\":20}"), change), changed);
            String removal = UUID.randomUUID().toString();
            HttpResponse<String> deleted = alice.send("DELETE", location, BodyPublishers.noBody(), removal);
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertReplayed(alice.send("DELETE", location, BodyPublishers.noBody(), removal), deleted);
            assertThat(alice.delete(location).statusCode()).isEqualTo(404);
        }
    }

    private static void assertReplayed(HttpResponse<String> retry, HttpResponse<String> first) {
        assertThat(retry.statusCode()).isEqualTo(first.statusCode());
        assertThat(retry.body()).isEqualTo(first.body());
        assertThat(retry.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void aMutationWithoutAKeyIsRefused() throws Exception {
        try (RunningServer server = RunningServer.on(JdbcAccess.filesIn(data), mode)) {
            Client alice = server.as("alice");
            for (String method : List.of("POST", "PUT", "DELETE")) {
                HttpResponse<String> refused =
                        alice.send(alice.withoutKey("/v1/expenses").method(method, BodyPublishers.ofString(TAXI)));

                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(refused.body()).contains("/problems/key-missing");
            }
            assertThat(alice.get("/v1/expenses").body()).isEqualTo("[]");
        }
    }

    @Test
    void whoIsNotAuthenticatedLearnsNothingOfKeys() throws Exception {
        try (RunningServer server = RunningServer.on(JdbcAccess.filesIn(data), mode)) {
            HttpResponse<String> refused = create(Client.of(server.address(), "alice", "wrong"), "key");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void simultaneousDuplicatesOnTwoNodesCreateOneExpense(Backend backend) throws Exception {
        JdbcAccess database = backend.access(data);
        // H2 in files belongs to one process, which can be two nodes all the same
        try (RunningServer one = RunningServer.on(database, mode);
                RunningServer other = RunningServer.on(database, mode)) {
            String before = one.as("bob").get("/v1/expenses").body();
            String key = UUID.randomUUID().toString();
            List<HttpResponse<String>> responses = simultaneously(List.of(one.as("bob"), other.as("bob")), key);

            List<HttpResponse<String>> created =
                    responses.stream().filter(r -> r.statusCode() == 201).toList();
            assertThat(responses)
                    .extracting(HttpResponse::statusCode)
                    .isSubsetOf(201, 409)
                    .contains(201);
            assertThat(created)
                    .extracting(HttpResponse::body)
                    .containsOnly(created.get(0).body());
            assertThat(responses.stream().filter(r -> r.statusCode() == 409))
                    .allMatch(r -> r.headers().firstValue("Retry-After").isPresent());
            String after = other.as("bob").get("/v1/expenses").body();
            assertThat(count(after)).isEqualTo(count(before) + 1);
            assertReplayed(create(other.as("bob"), key), unreplayed(created));
        }
    }

    private static HttpResponse<String> unreplayed(List<HttpResponse<String>> created) {
        List<HttpResponse<String>> first = created.stream()
                .filter(r -> r.headers().firstValue("Idempotency-Replayed").isEmpty())
                .toList();
        assertThat(first).hasSize(1);
        return first.get(0);
    }

    private static int count(String list) {
        return list.split("\"id\":", -1).length - 1;
    }

    private static List<HttpResponse<String>> simultaneously(List<Client> nodes, String key) throws Exception {
        CyclicBarrier start = new CyclicBarrier(DUPLICATES);
        ExecutorService clients = Executors.newFixedThreadPool(DUPLICATES);
        try {
            List<Future<HttpResponse<String>>> running = new ArrayList<>();
            for (int i = 0; i < DUPLICATES; i++) {
                Client client = nodes.get(i % nodes.size());
                running.add(clients.submit(() -> {
                    start.await();
                    return create(client, key);
                }));
            }
            List<HttpResponse<String>> responses = new ArrayList<>();
            for (Future<HttpResponse<String>> response : running) {
                responses.add(response.get());
            }
            return responses;
        } finally {
            clients.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noKeyAndNoCallerStandInTheTable(Backend backend) throws Exception {
        JdbcAccess database = backend.access(data);
        try (RunningServer server = RunningServer.on(database, mode)) {
            create(server.as("alice"), "a-key-that-is-easily-seen");

            assertThat(everything(database))
                    .isNotEmpty()
                    .noneMatch(value -> value.contains("alice"))
                    .noneMatch(value -> value.contains("a-key-that-is-easily-seen"));
        }
    }

    private static List<String> everything(JdbcAccess database) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from holdfast_idempotency")) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    byte[] bytes = rows.getObject(column) instanceof Number ? new byte[0] : rows.getBytes(column);
                    values.add(bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return values;
    }
}
