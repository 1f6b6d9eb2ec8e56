package dev.holdfast.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that begin their jobs at the same instant. */
final class Crew implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Runs the same job as often as asked, on a thread each. */
    <T> List<T> atOnce(int times, Callable<? extends T> job) throws Exception {
        return atOnce(Collections.nCopies(times, job));
    }

    /** Runs jobs on a thread each and gives what they return, in the order of the jobs. */
    <T> List<T> atOnce(List<? extends Callable<? extends T>> jobs) throws Exception {
        var missing = new AtomicInteger(jobs.size());
        var running = new ArrayList<Future<T>>();
        for (var job : jobs) {
            running.add(threads.submit(() -> {
                await(missing);
                return job.call();
            }));
        }
        var results = new ArrayList<T>();
        for (var job : running) {
            results.add(resultOf(job));
        }
        return results;
    }

    /** A gate that parks its threads would let them go one by one, later than a fast store takes for a whole call. */
    @SuppressWarnings("ThreadPriorityCheck") // there may be more threads than processors
    private static void await(AtomicInteger missing) {
        missing.decrementAndGet();
        while (missing.get() > 0 && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }

    private static <T> T resultOf(Future<T> job) throws Exception {
        try {
            return job.get();
        } catch (ExecutionException failure) {
            throw new AssertionError("A job of the race failed: " + failure.getCause(), failure.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
