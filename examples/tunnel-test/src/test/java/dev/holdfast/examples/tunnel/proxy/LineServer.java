package dev.holdfast.examples.tunnel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose requests and responses are lines. It tells what became of each connection. */
final class LineServer implements AutoCloseable {
    static final String CLOSED = "(closed)";
    static final String RESET = "(reset)";

    private static final long PATIENCE_SECONDS = 10;

    private final ServerSocket listener;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private LineServer(ServerSocket listener) {
        this.listener = listener;
    }

    static LineServer start() throws IOException {
        LineServer server = new LineServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        DaemonThread.start("server", server::accept);
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The next request, or end of a connection, that it sees. */
    String seen() throws InterruptedException {
        String next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("The server sees nothing");
        }
        return next;
    }

    boolean hasSeenAll() {
        return seen.isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                DaemonThread.start("connection", () -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader requests = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                seen.add(line);
                client.getOutputStream().write(("answer to " + line + "\n").getBytes(UTF_8));
            }
            seen.add(CLOSED);
        } catch (IOException reset) {
            seen.add(RESET);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
