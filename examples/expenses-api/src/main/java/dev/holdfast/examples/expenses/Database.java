package dev.holdfast.examples.expenses;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** The connection pool. */
final class Database {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Database() {}

    static HikariDataSource open(JdbcAccess access) throws StartException {
        requireReachable(access);
        return new HikariDataSource(pool(access));
    }

    /** The driver's own words reach the person who starts us; the pool would log a stack trace instead. */
    private static void requireReachable(JdbcAccess access) throws StartException {
        try {
            DriverManager.getConnection(access.url(), access.user(), access.password())
                    .close();
        } catch (SQLException failure) {
            throw new StartException("The database cannot be opened: " + failure.getMessage(), failure);
        }
    }

    private static HikariConfig pool(JdbcAccess access) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("expenses");
        config.setJdbcUrl(access.url());
        config.setUsername(access.user());
        config.setPassword(access.password());
        config.setConnectionTimeout(PATIENCE.toMillis());
        return config;
    }
}
