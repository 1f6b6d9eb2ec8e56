package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.http.WriteContractSuite;

final class CaffeineWriteContractTest extends WriteContractSuite {
    @Override
    protected IdempotencyStore emptyStore() {
        return TestStores.inProcess();
    }

    @Override
    protected IdempotencyStore sameRecords(IdempotencyStore store) {
        return store;
    }
}
