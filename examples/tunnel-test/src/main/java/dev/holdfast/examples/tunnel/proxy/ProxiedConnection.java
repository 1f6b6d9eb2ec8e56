package dev.holdfast.examples.tunnel.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and the one to the server that it is continued by. It does not read HTTP: without pipelining, what a
 * client sends after it has been answered begins another exchange. Two threads, one for each direction.
 */
final class ProxiedConnection implements Line, Closeable {
    private static final int BUFFER = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Faults faults;
    private final Events events;
    private final AtomicBoolean answered = new AtomicBoolean(true);
    private final AtomicBoolean struck = new AtomicBoolean();
    /** Of this exchange, if it has one. The requests' thread's own. */
    private @Nullable Twin twin;

    private volatile Fault fault = new Fault.None();

    private ProxiedConnection(Socket client, Socket server, Faults faults, Events events) {
        this.client = client;
        this.server = server;
        this.faults = faults;
        this.events = events;
    }

    static ProxiedConnection of(Socket client, int upstream, Faults faults, Events events) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream);
        server.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
        return new ProxiedConnection(client, server, faults, events);
    }

    /** Carries requests until the connection ends. */
    void carryRequests() {
        carry(client, bytes -> {
            boolean first = answered.compareAndSet(true, false);
            if (first) {
                beginExchange();
            }
            fault.request(bytes, this);
            if (first) {
                events.forwarded();
            }
        });
    }

    /** Carries responses until the connection ends. */
    void carryResponses() {
        carry(server, bytes -> {
            answered.set(true);
            fault.response(bytes, this);
        });
    }

    private void beginExchange() {
        struck.set(false);
        twin = null;
        fault = faults.next();
    }

    private interface Carrier {
        void carry(byte[] bytes) throws IOException;
    }

    private void carry(Socket from, Carrier carrier) {
        byte[] buffer = new byte[BUFFER];
        try (this) {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                carrier.carry(Arrays.copyOf(buffer, n));
            }
        } catch (IOException ended) {
            // by either end, or by a fault
        }
    }

    @Override
    public void toServer(byte[] bytes) throws IOException {
        server.getOutputStream().write(bytes);
    }

    @Override
    public void toClient(byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
    }

    @Override
    public void toTwin(byte[] bytes) {
        if (twin == null) {
            twin = Twin.of(server.getPort());
        }
        twin.send(bytes);
    }

    @Override
    public void hold(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void struck(FaultKind kind) {
        if (struck.compareAndSet(false, true)) {
            events.struck(kind);
        }
    }

    @Override
    public void cut() {
        Reset.of(client);
        Reset.of(server);
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
