package dev.holdfast.benchmarks.stores;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Connection pools as applications have them. */
public final class Pools {
    /** How many connections one has. */
    public static final int SIZE = 10;

    private Pools() {}

    /** A pool on a database, which is the caller's to close. */
    public static HikariDataSource on(String address) {
        return of(SIZE, address);
    }

    static HikariDataSource of(int size, String address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }
}
