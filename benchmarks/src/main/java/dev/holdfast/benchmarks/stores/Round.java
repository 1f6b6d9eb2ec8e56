package dev.holdfast.benchmarks.stores;

/**
 * A store and its floor, measured one right after the other.
 *
 * @param store that of the store
 * @param floor that of the statements alone
 */
record Round(Timing store, Timing floor) {

    double ratio() {
        return store.throughput() / floor.throughput();
    }
}
