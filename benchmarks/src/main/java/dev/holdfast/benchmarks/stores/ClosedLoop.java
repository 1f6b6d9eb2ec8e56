package dev.holdfast.benchmarks.stores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Threads that each begin their next operation when the last is done.
 *
 * @param threads how many there are
 * @param leadIn how long it goes on before anything is measured
 * @param measured how long it is measured
 */
public record ClosedLoop(int threads, Duration leadIn, Duration measured) {

    /**
     * Runs an operation again and again, each thread at least once.
     *
     * @throws IllegalStateException if one fails
     */
    public Timing run(Operation operation) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long from = System.nanoTime() + leadIn.toNanos();
            List<Callable<Histogram>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> run(operation, from, from + measured.toNanos()));
            }
            return new Timing(measured, sum(pool.invokeAll(tasks)));
        } finally {
            pool.shutdownNow();
        }
    }

    private static Histogram run(Operation operation, long from, long until) throws Exception {
        Histogram latencies = Timing.noLatencies();
        long start = System.nanoTime();
        do {
            operation.run();
            long end = System.nanoTime();
            if (start - from >= 0 && end - until <= 0) {
                latencies.recordValue(end - start);
            }
            start = end;
        } while (start - until < 0);
        return latencies;
    }

    private static Histogram sum(List<Future<Histogram>> ends) throws InterruptedException {
        Histogram latencies = Timing.noLatencies();
        for (Future<Histogram> end : ends) {
            try {
                latencies.add(end.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("An operation failed", e.getCause());
            }
        }
        return latencies;
    }
}
