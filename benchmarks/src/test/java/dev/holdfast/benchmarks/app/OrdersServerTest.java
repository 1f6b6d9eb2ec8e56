package dev.holdfast.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.load.KeyedPosts;
import dev.holdfast.benchmarks.load.Load;
import dev.holdfast.benchmarks.load.LoadResult;
import dev.holdfast.benchmarks.load.Requests;
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
    private static final String ORDER = "{\"quantity\":2}";

    @ParameterizedTest
    @EnumSource(Protection.class)
    void everyRequestIsCountedAndPlacesAnOrder(Protection protection) throws Exception {
        String database = database(protection, "fresh");
        LoadResult transactions;
        LoadResult statements;
        try (OrdersServer server = OrdersServer.start(database, protection)) {
            transactions = load(server, KeyedPosts.once(target(server, OrdersServer.TRANSACTION), ORDER));
            statements = load(server, KeyedPosts.once(target(server, OrdersServer.AUTO_COMMIT), ORDER));
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
            Target target = target(server, OrdersServer.TRANSACTION);
            result = load(server, KeyedPosts.again(target, ORDER, 3, protection.marksReplays()));
        }

        assertThat(result.sent()).isPositive();
        assertThat(orders(database)).isEqualTo(CLIENTS * 3);
    }

    private static Target target(OrdersServer server, String path) {
        return new Target(server.port(), path);
    }

    private static LoadResult load(OrdersServer server, Requests requests) throws InterruptedException {
        return new Load(CLIENTS, Duration.ZERO, Duration.ofMillis(200)).run(server.port(), requests);
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
