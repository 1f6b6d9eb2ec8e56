package dev.holdfast.examples.tunnel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A process that is started again as soon as it is killed. Thread-safe. */
final class Immortal implements AutoCloseable {
    private final IntFunction<ChildProcess> starting;
    private final AtomicInteger kills = new AtomicInteger();
    private CompletableFuture<ChildProcess> process;

    private Immortal(IntFunction<ChildProcess> starting) {
        this.starting = starting;
        this.process = Threads.supply(() -> starting.apply(0));
    }

    /**
     * Starts it for the first time, and waits until it is up.
     *
     * @param starting starts it, is told how often it was killed before, and returns when it is up
     */
    static Immortal start(IntFunction<ChildProcess> starting) {
        Immortal immortal = new Immortal(starting);
        immortal.await();
        return immortal;
    }

    /** The process, when it is up. */
    synchronized ChildProcess await() {
        return process.join();
    }

    /** Kills it once it is up. */
    synchronized void kill() {
        if (await().kill()) {
            int killed = kills.incrementAndGet();
            process = Threads.supply(() -> starting.apply(killed));
        }
    }

    int kills() {
        return kills.get();
    }

    @Override
    public void close() {
        await().close();
    }
}
