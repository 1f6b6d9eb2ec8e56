package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.store.Claim;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripsTest {
    /** Statements for a first request, without and with a quota. */
    private static final Map<Backend, int[]> FIRST = Map.of(
            Backend.H2_MEMORY, new int[] {2, 2},
            Backend.H2_FILE, new int[] {2, 2},
            Backend.POSTGRESQL, new int[] {1, 1},
            Backend.MARIADB, new int[] {1, 2},
            Backend.MYSQL_ON_MARIADB, new int[] {2, 3});

    @ParameterizedTest
    @EnumSource
    void eachCallTakesNoMoreStatementsThanItMust(Backend backend) {
        try (var node = Node.on(backend)) {
            var recorder = new Recorder(node.pool());
            var store = recorded(node, recorder);
            var key = claim("a");
            int replay = backend == Backend.MYSQL_ON_MARIADB ? 2 : 1;

            var token = Claims.start(store, key);
            assertThat(recorder.calls()).isEqualTo(statements(first(backend, 0)));
            store.begin(key);
            assertThat(recorder.calls()).isEqualTo(statements(replay));
            store.renew(key.id(), token, Claims.LEASE, Claims.RETENTION);
            assertThat(recorder.calls()).isEqualTo(statements(1));
            store.complete(key.id(), token, new byte[1], Claims.RETENTION);
            assertThat(recorder.calls()).isEqualTo(statements(1));
            store.begin(key);
            assertThat(recorder.calls()).isEqualTo(statements(replay));
            store.find(key.id());
            assertThat(recorder.calls()).isEqualTo(statements(1));
            store.release(key.id(), token);
            assertThat(recorder.calls()).isEqualTo(statements(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQuotaCostsNothingInAReplay(Backend backend) {
        try (var node = Node.on(backend)) {
            var recorder = new Recorder(node.pool());
            var store = recorded(node, recorder);
            var key = claim("a", 10);

            Claims.start(store, key);
            assertThat(recorder.calls()).isEqualTo(statements(first(backend, 1)));
            store.begin(key);
            assertThat(recorder.calls()).isEqualTo(statements(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAutoCommitACallTakesOneCommitMore(Backend backend) {
        try (var node = Node.on(backend, pool -> pool.setAutoCommit(false))) {
            var recorder = new Recorder(node.pool());
            var store = recorded(node, recorder);
            var key = claim("a");

            var token = Claims.start(store, key);
            assertThat(withoutSettings(recorder)).isEqualTo(andCommit(first(backend, 0)));
            store.complete(key.id(), token, new byte[1], Claims.RETENTION);
            assertThat(withoutSettings(recorder)).isEqualTo(andCommit(1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void onTheWireToo(Backend backend) throws Exception {
        try (var node = Node.on(backend);
                var link = new Link(node.address());
                var pool = poolOver(link, node)) {
            var store = node.builder(pool).build();
            for (int i = 0; i < 10; i++) { // the first have to prepare, and the driver finds out about the server
                Claims.complete(store, claim("warm-up " + i));
            }
            Claim key = claim("a");
            link.roundTrips();

            var token = Claims.start(store, key);
            assertThat(link.roundTrips()).isEqualTo(1);
            store.complete(key.id(), token, new byte[1], Claims.RETENTION);
            assertThat(link.roundTrips()).isEqualTo(1);
            store.begin(key);
            assertThat(link.roundTrips()).isEqualTo(1);
        }
    }

    /** A retry that only reads must not wait for the disk: without a transaction id there is nothing to write. */
    @Test
    void aReplayOnPostgresWritesNothing() throws Exception {
        try (var node = Node.on(Backend.POSTGRESQL)) {
            var key = claim("a");
            Claims.complete(node.store(), key);

            var assigned = node.jdbi().inTransaction(handle -> {
                new Records(handle.getConnection(), Dialect.POSTGRESQL.sql(node.table()), 0).begin(key);
                return handle.select("select pg_current_xact_id_if_assigned() is not null")
                        .mapTo(Boolean.class)
                        .one();
            });

            assertThat(assigned).isFalse();
        }
    }

    private static JdbcIdempotencyStore recorded(Node node, Recorder recorder) {
        var store = node.builder(recorder.dataSource()).build();
        store.find(claim("to detect the dialect").id());
        recorder.calls();
        return store;
    }

    private static HikariDataSource poolOver(Link link, Node node) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(link.url());
        pool.setUsername(node.address().user());
        pool.setPassword(node.address().password());
        pool.setMaximumPoolSize(1);
        return pool;
    }

    private static int first(Backend backend, int withQuota) {
        return Objects.requireNonNull(FIRST.get(backend))[withQuota];
    }

    private static List<String> statements(int count) {
        return Collections.nCopies(count, "execute");
    }

    private static List<String> andCommit(int count) {
        return Stream.concat(statements(count).stream(), Stream.of("commit")).toList();
    }

    /** Setting auto-commit to what it is already costs nothing. */
    private static List<String> withoutSettings(Recorder recorder) {
        return recorder.calls().stream()
                .filter(call -> !call.equals("setAutoCommit"))
                .toList();
    }
}
