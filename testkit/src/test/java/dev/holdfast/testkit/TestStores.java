package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;

final class TestStores {
    private TestStores() {}

    static IdempotencyStore inProcess() {
        return CaffeineIdempotencyStore.create();
    }
}
