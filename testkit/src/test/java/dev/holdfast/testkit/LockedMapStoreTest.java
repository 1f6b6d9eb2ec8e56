package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.IdempotencyStore;
import java.time.Duration;

class LockedMapStoreTest extends IdempotencyStoreContract {
    private final FakeTime time = new FakeTime();
    private final IdempotencyStore store = new LockedMapStore(time);

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void letTimePass(Duration duration) {
        time.advance(duration);
    }
}
