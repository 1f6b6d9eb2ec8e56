package dev.holdfast.jdbc.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.testkit.db.DatabaseAddress;
import java.sql.SQLException;

/** The application's table, and the filter's. */
final class Tables {
    private static final String ORDERS =
            "create table crash_orders (id bigint generated always as identity primary key, name varchar(100) not null)";

    private Tables() {}

    /** Makes them anew. */
    static void create(DatabaseAddress database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        try (var pool = new HikariDataSource(config);
                var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop table if exists crash_orders");
            statement.execute(
                    database.url().startsWith("jdbc:mariadb")
                            ? ORDERS.replace("generated always as identity", "auto_increment")
                            : ORDERS);
            JdbcIdempotencyStore.builder(pool).build().createSchema();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
