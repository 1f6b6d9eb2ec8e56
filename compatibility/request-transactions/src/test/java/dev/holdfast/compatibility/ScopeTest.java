package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where a request's transaction ends: one thread serves all requests here, and the pool has one connection, so that whatever
 * a request leaves behind would be there for the next.
 */
@ParameterizedClass
@EnumSource(Database.class)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ScopeTest {
    @Parameter
    Database kind;

    private Shop shop;
    private String stateBefore;

    @BeforeEach
    void open() throws Exception {
        // one accepts, one selects, one works
        QueuedThreadPool threads = new QueuedThreadPool(3, 3);
        threads.setReservedThreads(0);
        shop = Shop.open(kind, 1, threads);
        PlainOrders orders = new PlainOrders(shop.database());
        shop.on("add", names -> {
            orders.add(names.get(0));
            return "added";
        });
        shop.on("add-and-throw", names -> {
            orders.add(names.get(0));
            throw new IllegalStateException("broken");
        });
        shop.on("add-and-refuse", names -> {
            orders.addAndRefuse(names.get(0));
            return "added";
        });
        shop.on("add-and-read-beside", names -> orders.addAndReadBeside(names.get(0)));
        shop.on("add-each", orders::addEach);
        shop.on("state", names -> state());
        stateBefore = shop.post("/free/state").text();
    }

    @AfterEach
    void theNextRequestSeesNothingOfIt() throws Exception {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> shop.activeConnections() == 0);
            assertThat(shop.post("/free/state").text()).isEqualTo(stateBefore);
            assertThat(shop.post("/free/add", "by-itself").status()).isEqualTo(201);
            assertThat(shop.rows()).contains("by-itself");
            assertThat(shop.post("/keyed/add", "with-a-key").status()).isEqualTo(201);
            assertThat(shop.rows()).contains("with-a-key");
            assertThat(shop.leftovers()).isEmpty();
        } finally {
            shop.close();
        }
    }

    /** How a connection of the pool comes, and to whom. */
    private String state() throws SQLException {
        try (Connection connection = shop.database().getConnection()) {
            return String.join(
                    ", ",
                    Thread.currentThread().getName(),
                    "interrupted " + Thread.currentThread().isInterrupted(),
                    "auto-commit " + connection.getAutoCommit(),
                    "isolation " + connection.getTransactionIsolation(),
                    "read-only " + connection.isReadOnly(),
                    "catalog " + connection.getCatalog(),
                    "schema " + connection.getSchema(),
                    "timeout " + connection.getNetworkTimeout(),
                    "holdability " + connection.getHoldability(),
                    "warnings " + connection.getWarnings(),
                    "search path " + searchPath(connection));
        }
    }

    private String searchPath(Connection connection) throws SQLException {
        String query = kind == Database.POSTGRESQL ? "show search_path" : "select 1";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // that is what goes wrong here
    private Connection leaveOpen(String name) throws SQLException {
        Connection connection = shop.database().getConnection();
        connection.setAutoCommit(false);
        insert(connection, name);
        return connection;
    }

    private static void insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into purchase (name) values (?)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    @Test
    void ofAConnectionThatIsLeftOpen() throws Exception {
        shop.on("leave", names -> leaveOpen(names.get(0)).getAutoCommit());
        WireRequest request = Shop.request("/keyed/leave", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(shop.rows()).isEmpty();
        assertThat(shop.send(request).text()).isEqualTo(first.text());
    }

    @Test
    void ofAConnectionThatIsLeftOpenByARequestThatFails() throws Exception {
        shop.on("leave", names -> {
            leaveOpen(names.get(0)).commit();
            leaveOpen(names.get(1));
            throw new IllegalStateException("broken");
        });

        assertThat(shop.post("/keyed/leave", "tea", "milk").status()).isEqualTo(500);
        assertThat(shop.rows()).isEmpty();
    }

    @Test
    void ofWhatIsSetOnAConnection() throws Exception {
        shop.on("pollute", names -> pollute(names.get(0)));
        WireRequest request = Shop.request("/keyed/pollute", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactly("tea");
        assertThat(shop.send(request).header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void ofWhatIsSetOnAConnectionByARequestThatFails() throws Exception {
        shop.on("pollute", names -> {
            pollute(names.get(0));
            throw new IllegalStateException("broken");
        });

        assertThat(shop.post("/keyed/pollute", "tea").status()).isEqualTo(500);
        assertThat(shop.rows()).isEmpty();
    }

    private String pollute(String name) throws SQLException {
        Connection connection = leaveOpen(name);
        connection.commit();
        connection.setReadOnly(true);
        connection.setNetworkTimeout(Runnable::run, 12_345);
        connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        switch (kind) {
            case H2 -> connection.setSchema("INFORMATION_SCHEMA");
            case POSTGRESQL -> connection.setSchema("pg_catalog");
            case MARIADB -> connection.setCatalog("mysql");
        }
        return "polluted";
    }

    @Test
    void ofAnError() throws Exception {
        shop.on("fail", names -> {
            leaveOpen(names.get(0)).commit();
            leaveOpen(names.get(1));
            throw new StackOverflowError("planned");
        });

        assertThat(shop.post("/keyed/fail", "tea", "milk").status()).isEqualTo(500);
        assertThat(shop.rows()).isEmpty();
    }

    @Test
    void ofAnInterrupt() throws Exception {
        shop.on("interrupt", names -> {
            leaveOpen(names.get(0)).commit();
            Thread.currentThread().interrupt();
            return "interrupted";
        });
        WireRequest request = Shop.request("/keyed/interrupt", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactly("tea");
        assertThat(shop.send(request).header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void ofAConnectionThatIsUsedAfterwards() throws Exception {
        Connection[] kept = new Connection[1];
        shop.on("keep", names -> {
            kept[0] = leaveOpen(names.get(0));
            kept[0].commit();
            return "kept";
        });
        shop.on("use", names -> {
            try {
                insert(kept[0], names.get(0));
                return "used";
            } catch (SQLException e) {
                throw new Refused(Causes.messages(e));
            }
        });

        assertThat(shop.post("/keyed/keep", "tea").status()).isEqualTo(201);
        assertThat(shop.post("/free/use", "milk").status()).isEqualTo(409);
        assertThat(shop.post("/keyed/use", "milk").status()).isEqualTo(409);
        assertThat(shop.rows()).containsExactly("tea");
    }

    @Test
    void ofAHundredRequests() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(shop.post("/keyed/add", "a" + i).status()).isEqualTo(201);
            assertThat(shop.post("/keyed/add-and-throw", "b" + i).status()).isEqualTo(500);
            assertThat(shop.post("/keyed/add-and-refuse", "c" + i).status()).isEqualTo(409);
            assertThat(shop.post("/keyed/add-and-read-beside", "d" + i).status())
                    .isEqualTo(201);
            assertThat(shop.post("/keyed/add-each", "e" + i, "e" + i).text()).isEqualTo("[true, false]");
        }

        List<String> rows = shop.rows();
        assertThat(rows).hasSize(60).noneMatch(name -> name.startsWith("b") || name.startsWith("c"));
    }
}
