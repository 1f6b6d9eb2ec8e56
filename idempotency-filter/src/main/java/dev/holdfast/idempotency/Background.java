package dev.holdfast.idempotency;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The filter's own few threads, for what happens beside the requests. Thread-safe. */
final class Background implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private final AtomicInteger count = new AtomicInteger();
    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    Background(String name, int threads) {
        this.name = name;
        this.executor = new ScheduledThreadPoolExecutor(threads, this::thread);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "holdfast-idempotency-" + name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    void every(Duration period, Runnable work) {
        var unused = executor.scheduleWithFixedDelay(
                guarded(work), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Does nothing once the filter stops. */
    void after(Duration delay, Runnable work) {
        try {
            var unused = executor.schedule(guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The filter stops", e);
        }
    }

    /** A periodic task that throws would never run again. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                log.warn("Background work of the idempotency filter failed", e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
