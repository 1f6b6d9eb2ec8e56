package dev.holdfast.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection, on which one response is awaited after another. It understands no more than the servers here
 * send, so that its own work takes little from theirs. Not thread-safe.
 */
final class KeepAliveConnection implements AutoCloseable {
    private static final int PATIENCE = 30_000;
    private static final String LENGTH = "content-length:";
    private static final String REPLAYED = "idempotency-replayed:";
    private static final int NOT_MODIFIED = 304;

    private final Socket socket;
    private final InputStream in;
    private final byte[] line = new byte[8192];

    KeepAliveConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a request, and reads its response to the end. */
    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().substring(9, 12));
        int length = -1;
        boolean replayed = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(field.substring(LENGTH.length()).strip());
            }
            replayed |= lower.startsWith(REPLAYED);
        }
        Answer answer = new Answer(status, replayed);
        if (status == NOT_MODIFIED) {
            return answer; // its length, if it has one, is that of the content that it spares
        }
        if (length < 0) {
            throw new IOException("A response without a length");
        }
        in.skipNBytes(length);
        return answer;
    }

    private String line() throws IOException {
        int length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (b != '\r') {
                line[length++] = (byte) b;
            }
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
