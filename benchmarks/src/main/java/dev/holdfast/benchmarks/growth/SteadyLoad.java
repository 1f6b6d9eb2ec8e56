package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.stores.Operation;
import dev.holdfast.benchmarks.stores.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Recorder;

/** Threads that go on with an operation while something else is done. One owner. */
final class SteadyLoad implements AutoCloseable {
    private static final int DIGITS = 3;

    private final Operation operation;
    private final Recorder latencies = new Recorder(DIGITS);
    private final ExecutorService threads;
    private final List<Future<?>> ends = new ArrayList<>();
    private volatile boolean over;
    private long since = System.nanoTime();

    private SteadyLoad(Operation operation, int threads) {
        this.operation = operation;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    static SteadyLoad start(Operation operation, int threads) {
        SteadyLoad load = new SteadyLoad(operation, threads);
        for (int i = 0; i < threads; i++) {
            load.ends.add(load.threads.submit(() -> {
                load.goOn();
                return null;
            }));
        }
        return load;
    }

    private void goOn() throws Exception {
        while (!over) {
            long start = System.nanoTime();
            operation.run();
            latencies.recordValue(System.nanoTime() - start);
        }
    }

    /** How the operations went that ended since this was asked last. */
    Timing take() {
        long now = System.nanoTime();
        Timing timing = new Timing(Duration.ofNanos(now - since), latencies.getIntervalHistogram());
        since = now;
        return timing;
    }

    /** How they go for a while from now on. */
    Timing take(Duration measured) throws InterruptedException {
        take();
        Thread.sleep(measured.toMillis());
        return take();
    }

    /**
     * Ends it.
     *
     * @throws IllegalStateException if an operation has failed
     */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        for (Future<?> end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("An operation failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
