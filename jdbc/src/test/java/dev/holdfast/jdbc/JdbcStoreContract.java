package dev.holdfast.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.IdempotencyStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract on one database, with one pool, one table and one store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcStoreContract extends IdempotencyStoreContract {
    private final Backend backend;
    private Node node;
    private IdempotencyStore store;

    JdbcStoreContract(Backend backend) {
        this.backend = backend;
    }

    /** What this pool has that others have not. */
    void settings(HikariConfig pool) {}

    @BeforeAll
    void open() {
        node = Node.on(backend, this::settings);
        store = node.store();
    }

    @BeforeEach
    void empty() {
        node.execute("delete from " + node.table());
    }

    @AfterAll
    void close() {
        node.close();
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void letTimePass(Duration duration) {
        node.letTimePass(duration);
    }

    @Override
    protected int rounds() {
        return 30;
    }
}
