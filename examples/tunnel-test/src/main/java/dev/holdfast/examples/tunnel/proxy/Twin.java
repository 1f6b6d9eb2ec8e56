package dev.holdfast.examples.tunnel.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A second connection to the server for one request. It ends with the first bytes of the answer, which nobody gets. */
final class Twin {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket server = new Socket();
    private final int port;

    private Twin(int port) {
        this.port = port;
    }

    static Twin of(int port) {
        return new Twin(port);
    }

    /** What fails here has failed on the way, and nobody is told. */
    void send(byte[] bytes) {
        try {
            if (!server.isConnected()) {
                connect();
            }
            server.getOutputStream().write(bytes);
        } catch (IOException lost) {
            Reset.of(server);
        }
    }

    private void connect() throws IOException {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        server.setTcpNoDelay(true);
        server.setSoTimeout(PATIENCE_MILLIS);
        DaemonThread.start("twin", this::awaitAnswer);
    }

    private void awaitAnswer() {
        try (server) {
            int unused = server.getInputStream().read();
        } catch (IOException lost) {
            // so is the answer
        }
    }
}
