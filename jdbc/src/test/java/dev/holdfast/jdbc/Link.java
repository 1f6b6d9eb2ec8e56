package dev.holdfast.jdbc;

import dev.holdfast.testkit.db.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between a pool and its database that can fail, and that counts round trips. */
final class Link implements AutoCloseable {
    private enum State {
        UP,
        /** Nothing arrives, and nobody is told. */
        SILENT,
        /** Everything reaches the database, and no answer the pool. */
        DEAF,
        /** Connections are closed, open ones and new ones. */
        DOWN
    }

    private final ServerSocket entrance;
    private final DatabaseAddress database;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile State state = State.UP;

    Link(DatabaseAddress database) {
        this.database = database;
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** The URL of the database by way of this link. */
    String url() {
        return database.url().replaceFirst(":\\d+/", ":" + entrance.getLocalPort() + "/");
    }

    void up() {
        state = State.UP;
    }

    void silent() {
        state = State.SILENT;
    }

    void deaf() {
        state = State.DEAF;
    }

    void down() {
        state = State.DOWN;
        sockets.forEach(Link::close);
    }

    /** How many times the pool had something to say after the database had spoken, since the last time this was asked. */
    int roundTrips() {
        return roundTrips.getAndSet(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket inner = entrance.accept();
                if (state == State.DOWN) {
                    close(inner);
                } else {
                    connect(inner);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket inner) throws IOException {
        int port = URI.create(database.url().substring("jdbc:".length())).getPort();
        var outer = new Socket("localhost", port);
        inner.setTcpNoDelay(true);
        outer.setTcpNoDelay(true);
        sockets.add(inner);
        sockets.add(outer);
        var poolSpoke = new boolean[1];
        threads.execute(() -> pump(inner, outer, poolSpoke, true));
        threads.execute(() -> pump(outer, inner, poolSpoke, false));
    }

    private void pump(Socket from, Socket to, boolean[] poolSpoke, boolean isPool) {
        try (from;
                to) {
            var buffer = new byte[65_536];
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                count(poolSpoke, isPool);
                if (state != State.SILENT && (isPool || state != State.DEAF)) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void count(boolean[] poolSpoke, boolean isPool) {
        synchronized (poolSpoke) {
            if (isPool && !poolSpoke[0]) {
                roundTrips.incrementAndGet();
            }
            poolSpoke[0] = isPool;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // as good as closed
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        sockets.forEach(Link::close);
        threads.shutdownNow();
    }
}
