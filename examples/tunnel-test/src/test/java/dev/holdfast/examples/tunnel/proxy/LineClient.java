package dev.holdfast.examples.tunnel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client of a {@link LineServer}. */
final class LineClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    private LineClient(Socket socket) {
        this.socket = socket;
    }

    static LineClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new LineClient(socket);
    }

    void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    /** What comes until a line is complete or the connection ends; the latter is told by "!". */
    String receive() {
        StringBuilder received = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next != '\n';
                    next = socket.getInputStream().read()) {
                if (next < 0) {
                    return received.append("!").toString();
                }
                received.append((char) next);
            }
            return received.toString();
        } catch (IOException reset) {
            return received.append("!").toString();
        }
    }

    String ask(String line) throws IOException {
        send(line);
        return receive();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
