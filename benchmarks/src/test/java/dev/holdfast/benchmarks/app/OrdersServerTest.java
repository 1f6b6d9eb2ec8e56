package dev.holdfast.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.load.KeyedPosts;
import dev.holdfast.benchmarks.load.Load;
import dev.holdfast.benchmarks.load.LoadResult;
import dev.holdfast.benchmarks.load.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured works, however short the measuring; on a database that starts at once. */
class OrdersServerTest {
    private static final int CLIENTS = 2;

    @ParameterizedTest
    @EnumSource(Protection.class)
    void everyRequestIsCountedAndPlacesAnOrder(Protection protection) throws Exception {
        String database = database(protection, "fresh");
        LoadResult transactions;
        LoadResult statements;
        try (OrdersServer server = OrdersServer.start(database, protection)) {
            transactions = load(server, OrdersServer.TRANSACTION, 0);
            statements = load(server, OrdersServer.AUTO_COMMIT, 0);
        }

        assertThat(transactions.sent()).isPositive();
        assertThat(transactions.millis(99)).isGreaterThanOrEqualTo(transactions.millis(50));
        assertThat(transactions.sent())
                .isGreaterThanOrEqualTo(transactions.latencies().getTotalCount());
        assertThat(orders(database)).isEqualTo(transactions.sent() + statements.sent());
    }

    @ParameterizedTest
    @EnumSource(value = Protection.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aRetryPlacesNone(Protection protection) throws Exception {
        String database = database(protection, "retried");
        LoadResult result;
        try (OrdersServer server = OrdersServer.start(database, protection)) {
            result = load(server, OrdersServer.TRANSACTION, 3);
        }

        assertThat(result.sent()).isPositive();
        assertThat(orders(database)).isEqualTo(CLIENTS * 3);
    }

    private static LoadResult load(OrdersServer server, String path, int distinctKeys) throws InterruptedException {
        Target target = new Target(server.port(), path);
        return new Load(CLIENTS, Duration.ZERO, Duration.ofMillis(200))
                .run(server.port(), KeyedPosts.to(target, "{\"quantity\":2}", distinctKeys));
    }

    private static String database(Protection protection, String name) {
        return "jdbc:h2:mem:" + protection + "_" + name + ";DB_CLOSE_DELAY=-1";
    }

    private static long orders(String database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from orders")) {
            row.next();
            return row.getLong(1);
        }
    }
}
