package dev.holdfast.testkit;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link dev.holdfast.idempotency.store.IdempotencyStore} must do, as tests: extend it, give it your store,
 * and a store that passes is one that the filter can rely on.
 *
 * <pre>{@code
 * class MyStoreTest extends IdempotencyStoreContract {
 *     private final FakeTime time = new FakeTime();
 *     private final IdempotencyStore store = new MyStore(time);
 *
 *     @Override
 *     protected IdempotencyStore store() {
 *         return store;
 *     }
 *
 *     @Override
 *     protected void letTimePass(Duration duration) {
 *         time.advance(duration);
 *     }
 * }
 * }</pre>
 *
 * <h2>What the hooks must do</h2>
 *
 * <ul>
 *   <li>{@link #store()} gives the store of the current test, and it is empty when the test begins: a new one for each
 *       test, or one whose records are deleted in a {@code @BeforeEach}.
 *   <li>{@link #letTimePass} makes every record older. Where the clock is a parameter of the store, move it. Where it is
 *       not, as with a database's, set back what the rows say:
 *       <pre>{@code
 * update idempotency_record set lease_until = lease_until - ?, expires_at = expires_at - ?
 * }</pre>
 *       A clock that runs on meanwhile does no harm: the tests leave two minutes to it.
 *   <li>{@link #rounds()} and {@link #threads()} say how hard the races are run. A store that answers in a microsecond
 *       needs thousands of rounds before a gap of some nanoseconds shows; one behind a network shows its gaps in a few
 *       dozen. The threads call the store at the same time, so a connection pool should have as many connections.
 *   <li>{@link #removesExpiredByItself()} is for stores that do not wait for
 *       {@link dev.holdfast.idempotency.store.IdempotencyStore#purge}.
 * </ul>
 *
 * <h2>What it asks of a store</h2>
 *
 * <p>The text of {@link dev.holdfast.idempotency.store.IdempotencyStore} and nothing else; in particular room for a few
 * thousand records, and for an outcome of one mebibyte. What a store does when it is full, or when its back end is
 * away, is its own test's to say.
 *
 * <p>Every test has three minutes; a {@link Timeout} on the subclass gives another limit.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class IdempotencyStoreContract extends StoreRaceContract {

    /** For subclasses. */
    protected IdempotencyStoreContract() {}
}
