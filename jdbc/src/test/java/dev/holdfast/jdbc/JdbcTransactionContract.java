package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.StoreTransactionContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract on one database, with two pools on one table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcTransactionContract extends StoreTransactionContract {
    private final Backend backend;
    private Node here;
    private Node there;
    private IdempotencyStore storeHere;
    private IdempotencyStore storeThere;

    JdbcTransactionContract(Backend backend) {
        this.backend = backend;
    }

    @BeforeAll
    void open() {
        here = Node.on(backend);
        there = here.another();
        storeHere = here.builder(RequestTransactions.wrap(here.pool())).build();
        storeThere = there.builder(RequestTransactions.wrap(there.pool())).build();
    }

    @BeforeEach
    void empty() {
        here.execute("delete from " + here.table());
    }

    @AfterAll
    void close() {
        here.close();
        there.close();
    }

    @Override
    protected IdempotencyStore here() {
        return storeHere;
    }

    @Override
    protected IdempotencyStore there() {
        return storeThere;
    }

    @Override
    protected void letTimePass(Duration duration) {
        here.letTimePass(duration);
    }
}
