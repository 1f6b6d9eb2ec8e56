package dev.holdfast.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.http.WriteContractSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/**
 * The write contract over a database, each node with a pool of three connections: fifty duplicates that wait could not
 * hold one each.
 */
abstract class JdbcWriteContract extends WriteContractSuite {
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final String table = "wire_" + TABLES.incrementAndGet();
    private final List<HikariDataSource> pools = new ArrayList<>();

    abstract DatabaseAddress database();

    /** What the store is built on. */
    DataSource on(DataSource pool) {
        return pool;
    }

    @Override
    protected IdempotencyStore emptyStore() {
        JdbcIdempotencyStore store = node();
        store.createSchema();
        return store;
    }

    @Override
    protected IdempotencyStore sameRecords(IdempotencyStore store) {
        return node();
    }

    private JdbcIdempotencyStore node() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database().url());
        pool.setUsername(database().user());
        pool.setPassword(database().password());
        pool.setMaximumPoolSize(3);
        pools.add(pool);
        return JdbcIdempotencyStore.builder(on(pool)).table(table).build();
    }

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
    }
}
