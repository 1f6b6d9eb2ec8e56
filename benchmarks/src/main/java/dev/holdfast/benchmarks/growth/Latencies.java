package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.stores.Claims;
import dev.holdfast.benchmarks.stores.Ids;
import dev.holdfast.benchmarks.stores.Timing;
import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How long the two calls of a first request take, one request after another.
 *
 * @param begin that of {@code begin}
 * @param complete that of {@code complete}
 */
record Latencies(Timing begin, Timing complete) {

    static Latencies of(IdempotencyStore store, Duration measured) {
        Histogram begin = Timing.noLatencies();
        Histogram complete = Timing.noLatencies();
        long end = System.nanoTime() + measured.toNanos();
        while (System.nanoTime() - end < 0) {
            Claim claim = Claims.of(Ids.fresh().next());
            long start = System.nanoTime();
            Attempt attempt = store.begin(claim);
            long begun = System.nanoTime();
            if (!(attempt instanceof Attempt.Started started)) {
                throw new IllegalStateException("A new key was answered by " + attempt);
            }
            FencedWrite write = store.complete(claim.id(), started.token(), Claims.outcome(), Claims.RETENTION);
            long done = System.nanoTime();
            if (write != FencedWrite.APPLIED) {
                throw new IllegalStateException("The outcome was not written");
            }
            begin.recordValue(begun - start);
            complete.recordValue(done - begun);
        }
        return new Latencies(new Timing(measured, begin), new Timing(measured, complete));
    }
}
