package dev.holdfast.jdbc.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Clients at work side by side, each on a thread and with chances of its own. One thread. */
final class ClientCrew implements AutoCloseable {
    private static final int CLIENTS = 12;

    private final Nodes nodes;
    private final long seed;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> running = new ArrayList<>();

    ClientCrew(Nodes nodes, long seed) {
        this.nodes = nodes;
        this.seed = seed;
    }

    void start(Consumer<Client> work) {
        for (int i = 1; i <= CLIENTS; i++) {
            var client = new Client(nodes, new Random(seed + i));
            running.add(threads.submit(() -> work.accept(client)));
        }
    }

    boolean isAtWork() {
        return !running.stream().allMatch(Future::isDone);
    }

    /** Waits for all, and fails if one of them did. */
    void join() throws Exception {
        for (var client : running) {
            client.get();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
