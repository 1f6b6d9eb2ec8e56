package dev.holdfast.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.jdbc.crash.Trap.Way;
import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that ends at any point in the course of a request. Its successor is sent the same request again, and is the one
 * that dies next.
 */
class KillPointsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Map<Database, DatabaseAddress> DATABASES = new EnumMap<>(Database.class);
    private static final Map<Database, NodeProcess> NODES = new EnumMap<>(Database.class);

    static Stream<Arguments> deaths() {
        return Arrays.stream(Database.values())
                .flatMap(database -> Arrays.stream(Step.values())
                        .flatMap(step -> Arrays.stream(Way.values()).map(way -> Arguments.of(database, step, way))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("deaths")
    void aRequestWhoseProcessDiesTakesEffectOnce(Database database, Step step, Way way) throws Exception {
        String name = UUID.randomUUID().toString();
        WireRequest request = WireRequest.of("POST", "/orders/")
                .header("X-User", "alice")
                .header(OrderServlet.SIZE, "300000")
                .key("\"" + name + "\"")
                .body(name);

        die(node(database), request, step, way);
        NodeProcess successor = successor(database);
        WireResponse second = answer(successor, request);
        WireResponse third = request.send(successor.port());

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed").isPresent()).isEqualTo(step.committed());
        assertThat(WireRequest.of("GET", "/orders/" + name)
                        .send(successor.port())
                        .text())
                .isEqualTo(second.text().strip() + "\n");
        assertThat(third.header("Idempotency-Replayed")).contains("true");
        assertThat(third.status()).isEqualTo(second.status());
        assertThat(third.body()).isEqualTo(second.body());
        assertThat(third.comparableHeaders("Idempotency-Replayed"))
                .isEqualTo(second.comparableHeaders("Idempotency-Replayed"));
    }

    private static void die(NodeProcess node, WireRequest request, Step step, Way way) throws IOException {
        try (var connection = new WireConnection(node.port())) {
            connection.send(request.header(TrapFilter.FIELD, step + " " + way).bytes());
            assertThat(node.told()).isEqualTo(step.name());
            if (way == Way.HALT) {
                assertThat(node.exitCode()).isEqualTo(Trap.EXIT_CODE);
            } else {
                node.kill();
            }
            assertThatThrownBy(connection::read).isInstanceOf(IOException.class);
        }
    }

    /** The database may take a moment to see that the process is gone. */
    private static WireResponse answer(NodeProcess node, WireRequest request) throws IOException {
        long start = System.nanoTime();
        WireResponse response = request.send(node.port());
        while ((response.status() == 409 || response.status() == 503)
                && System.nanoTime() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(PAUSE);
            response = request.send(node.port());
        }
        return response;
    }

    private static NodeProcess node(Database database) {
        return NODES.computeIfAbsent(database, KillPointsTest::start);
    }

    private static NodeProcess successor(Database database) {
        NODES.remove(database);
        return node(database);
    }

    private static NodeProcess start(Database database) {
        return NodeProcess.start(DATABASES.computeIfAbsent(database, KillPointsTest::create));
    }

    private static DatabaseAddress create(Database database) {
        DatabaseAddress address = database.address();
        Tables.create(address);
        return address;
    }

    @AfterAll
    static void end() {
        NODES.values().forEach(NodeProcess::close);
    }
}
