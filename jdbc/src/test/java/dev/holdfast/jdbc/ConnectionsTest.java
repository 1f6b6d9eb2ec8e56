package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.idempotency.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool that resets nothing gets its connections back as it gave them. */
class ConnectionsTest {

    @ParameterizedTest
    @EnumSource
    void connectionsComeBackAsTheyWere(Backend backend) throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (var node = Node.on(backend);
                    var connection = connect(node)) {
                connection.setAutoCommit(autoCommit);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setNetworkTimeout(Runnable::run, 60_000);
                var before = settings(connection);
                var pool = new OneConnection(connection).dataSource();

                useEverything(node.builder(pool).build());
                assertThat(settings(connection)).isEqualTo(before);
                assertThat(connection.isClosed()).isFalse();

                assertThatThrownBy(() -> JdbcIdempotencyStore.builder(pool)
                                .table("not_there")
                                .build()
                                .begin(claim("a")))
                        .isInstanceOf(StoreException.class);
                assertThat(settings(connection)).isEqualTo(before);
                assertThat(node.number("count(*)")).isEqualTo(1);
            }
        }
    }

    private static void useEverything(JdbcIdempotencyStore store) {
        store.createSchema();
        store.verifySchema();
        var token = Claims.start(store, claim("a"));
        store.renew(claim("a").id(), token, Claims.LEASE, Claims.RETENTION);
        store.complete(claim("a").id(), token, new byte[1], Claims.RETENTION);
        store.release(claim("a").id(), token);
        store.find(claim("a").id());
        store.purge();
    }

    private static List<Object> settings(Connection connection) throws SQLException {
        return List.of(
                connection.getAutoCommit(),
                connection.getTransactionIsolation(),
                connection.getNetworkTimeout(),
                connection.isReadOnly());
    }

    private static Connection connect(Node node) throws SQLException {
        var address = node.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
