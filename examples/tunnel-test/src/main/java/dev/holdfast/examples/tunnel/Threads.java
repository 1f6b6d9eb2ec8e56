package dev.holdfast.examples.tunnel;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Threads of one task each. A small machine's common pool has one, which a waiting task would occupy. */
final class Threads {
    private Threads() {}

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    static <T> CompletableFuture<T> supply(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, run -> start("supplier", run));
    }
}
