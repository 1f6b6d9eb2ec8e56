package dev.holdfast.jdbc.crash;

import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.http.WireConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client on a bad line, which does not give up until it is told how its operation ended. One thread. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LONGEST_PAUSE_MILLIS = 100;

    private final Nodes nodes;
    private final Random random;

    Client(Nodes nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
    }

    /** Has an operation done, or runs out of patience. */
    void run(Operation operation) {
        long start = System.nanoTime();
        send(operation);
        while (!operation.isOver() && System.nanoTime() - start < PATIENCE.toNanos()) {
            pause();
            send(operation);
        }
    }

    /** Has an operation done that it has had done, to be told the same again. */
    void askAgain(Operation operation) {
        long start = System.nanoTime();
        while (!ask(operation, nodes.anyPort(random))) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("Nobody answers any more: " + operation);
            }
            pause();
        }
    }

    /** Sends a request at random once, twice at the same time, or without staying for the answer. */
    private void send(Operation operation) {
        switch (random.nextInt(5)) {
            case 0 -> {
                int other = nodes.anyPort(random);
                var second = CompletableFuture.runAsync(() -> ask(operation, other), new OwnThread());
                ask(operation, nodes.anyPort(random));
                second.join();
            }
            case 1 -> hangUp(operation);
            default -> ask(operation, nodes.anyPort(random));
        }
    }

    private static boolean ask(Operation operation, int port) {
        operation.attempted();
        try {
            return operation.answered(operation.request().send(port));
        } catch (IOException e) {
            return false; // it may have been done, or not
        }
    }

    private void hangUp(Operation operation) {
        operation.attempted();
        try (var connection = new WireConnection(nodes.anyPort(random))) {
            connection.send(operation.request().bytes());
            pause();
            connection.reset();
        } catch (IOException e) {
            // all the better
        }
    }

    private void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }
}
