package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.stores.ClosedLoop;
import dev.holdfast.benchmarks.stores.Operation;
import dev.holdfast.benchmarks.stores.Timing;
import java.time.Duration;

/**
 * One measurement of a store.
 *
 * @param first the calls of first requests, by one thread
 * @param replay replays by one thread
 * @param firsts first requests by several threads
 * @param replays replays by several threads
 */
record RecordsRound(Latencies first, Timing replay, Timing firsts, Timing replays) {
    /** How many several threads are. */
    static final int THREADS = 8;

    static RecordsRound of(FilledStore store, Duration measured) throws InterruptedException {
        return new RecordsRound(
                Latencies.of(store.store(), measured),
                run(1, store::replay, measured),
                run(THREADS, store::first, measured),
                run(THREADS, store::replay, measured));
    }

    private static Timing run(int threads, Operation operation, Duration measured) throws InterruptedException {
        return new ClosedLoop(threads, Duration.ZERO, measured).run(operation);
    }
}
