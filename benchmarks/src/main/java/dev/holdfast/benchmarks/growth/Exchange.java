package dev.holdfast.benchmarks.growth;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP/1.1 connection. It has no buffer while it waits, for there are many. One thread at a time. */
final class Exchange implements AutoCloseable {
    private static final int LONGEST_RESPONSE = 8_192;
    private static final String LENGTH = "\r\ncontent-length:";

    private final Socket socket;

    private Exchange(Socket socket) {
        this.socket = socket;
    }

    static Exchange open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new Exchange(socket);
    }

    /**
     * Sends the head of a POST.
     *
     * @param length that of the body, which is to follow
     */
    void sendHead(String path, String key, long length) throws IOException {
        body().write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: \"" + key
                        + "\"\r\nContent-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Where its body goes. */
    OutputStream body() throws IOException {
        return socket.getOutputStream();
    }

    /** Reads a response to its end. */
    Response receive() throws IOException {
        byte[] bytes = new byte[LONGEST_RESPONSE];
        InputStream in = socket.getInputStream();
        int length = 0;
        int end = Integer.MAX_VALUE;
        String head = "";
        while (length < end) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read <= 0) {
                throw new EOFException("The server closed the connection, or says too much");
            }
            length += read;
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int blank = text.indexOf("\r\n\r\n");
            if (blank >= 0) {
                head = text.substring(0, blank + 2).toLowerCase(Locale.ROOT);
                end = blank + 4 + length(head);
            }
        }
        return new Response(Integer.parseInt(head.substring(9, 12)), head.contains("\r\nidempotency-replayed: true"));
    }

    private static int length(String head) throws IOException {
        int start = head.indexOf(LENGTH);
        if (start < 0) {
            throw new IOException("A response without a length");
        }
        return Integer.parseInt(head.substring(start + LENGTH.length(), head.indexOf('\r', start + LENGTH.length()))
                .strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
