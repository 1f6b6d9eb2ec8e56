package dev.holdfast.jdbc.crash;

import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.db.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Nodes on one database, each of which is started again on its port as soon as it is killed. Thread-safe. */
final class Nodes implements AutoCloseable {
    private static final int NODES = 2;

    private final DatabaseAddress database;
    private final String[] options;
    private final List<Integer> ports = new ArrayList<>();
    private final List<CompletableFuture<NodeProcess>> processes = new ArrayList<>();

    Nodes(DatabaseAddress database, Random random, String... options) {
        this.database = database;
        this.options = options.clone();
        for (int i = 0; i < NODES; i++) {
            int port = freePort(random);
            ports.add(port);
            processes.add(start(port));
        }
        await();
    }

    /** Waits until all are up. */
    synchronized void await() {
        processes.forEach(CompletableFuture::join);
    }

    /** A port that is never given to a client's end of a connection, which would keep a node from coming back. */
    private static int freePort(Random random) {
        for (int tries = 0; tries < 100; tries++) {
            int port = 20_000 + random.nextInt(12_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody else's
            }
        }
        throw new IllegalStateException("No port is free");
    }

    private CompletableFuture<NodeProcess> start(int port) {
        return CompletableFuture.supplyAsync(() -> NodeProcess.start(database, port, options), new OwnThread());
    }

    int anyPort(Random random) {
        return ports.get(random.nextInt(NODES));
    }

    /** Kills a node that is up. */
    synchronized void killOne(Random random) {
        int victim = random.nextInt(NODES);
        processes.get(victim).join().kill();
        processes.set(victim, start(ports.get(victim)));
    }

    @Override
    public synchronized void close() {
        processes.forEach(process -> process.join().close());
    }
}
