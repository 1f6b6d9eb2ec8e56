package dev.holdfast.examples.tunnel.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** The proxy: it accepts connections on one port, and carries them on to another, through faults. Thread-safe. */
final class ChaosProxy implements Closeable {
    private static final int BACKLOG = 50;

    private final int upstream;
    private final IntFunction<Faults> faults;
    private final Events events;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;
    private volatile long deafMillis;
    private volatile boolean closed;

    private ChaosProxy(int upstream, IntFunction<Faults> faults, Events events, ServerSocket listener) {
        this.upstream = upstream;
        this.faults = faults;
        this.events = events;
        this.listener = listener;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 is any free one
     * @param faults what is to befall each connection, by its number
     */
    static ChaosProxy start(int port, int upstream, IntFunction<Faults> faults, Events events) throws IOException {
        ChaosProxy proxy = new ChaosProxy(upstream, faults, events, listen(port));
        DaemonThread.start("listener", proxy::accept);
        return proxy;
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        int number = 0;
        while (!closed) {
            try {
                accepted(listener.accept(), faults.apply(number));
                number++;
            } catch (IOException deaf) {
                reopen();
            }
        }
    }

    private void accepted(Socket client, Faults itsFaults) {
        if (itsFaults.refuses()) {
            events.struck(FaultKind.REFUSE);
            Reset.of(client);
            return;
        }
        try {
            carry(ProxiedConnection.of(client, upstream, itsFaults, events));
        } catch (IOException noServer) {
            Reset.of(client);
        }
    }

    private void carry(ProxiedConnection connection) {
        connections.add(connection);
        DaemonThread.start("responses", connection::carryResponses);
        DaemonThread.start("requests", () -> {
            connection.carryRequests();
            connections.remove(connection);
        });
    }

    private void reopen() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(deafMillis));
        try {
            if (!closed) {
                listener = listen(port());
            }
        } catch (IOException stillInUse) {
            // the next turn tries again
        }
    }

    /** Cuts all connections at once, as a device does that goes from one network to another. */
    void switchNetworks() {
        for (ProxiedConnection connection : List.copyOf(connections)) {
            connections.remove(connection);
            events.struck(FaultKind.SWITCH);
            connection.cut();
        }
    }

    /** Nobody listens for a while. */
    void turnDeaf(long millis) throws IOException {
        deafMillis = millis;
        listener.close();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        for (ProxiedConnection connection : connections) {
            connection.close();
        }
    }
}
