package dev.holdfast.testkit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One HTTP/1.1 connection that sends exactly the bytes it is told to, and reads responses by the framing rules of RFC 9112
 * section 6.
 *
 * <p>Not thread-safe.
 */
public final class WireConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Connects to a port of this machine. */
    public WireConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Sends a request and reads its response. */
    public WireResponse exchange(WireRequest request) throws IOException {
        send(request.bytes());
        return read();
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads a final response; interim ones (1xx) are passed over. */
    public WireResponse read() throws IOException {
        WireResponse response = readOne();
        return response.status() < 200 ? read() : response;
    }

    /** Reads the next response, interim or final. */
    public WireResponse readInterim() throws IOException {
        return readOne();
    }

    private WireResponse readOne() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        List<WireResponse.Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(field(line));
        }
        WireResponse head = new WireResponse(status, List.copyOf(headers), new byte[0]);
        byte[] body = body(head, headers);
        return new WireResponse(status, headers, body);
    }

    private static WireResponse.Header field(String line) {
        int colon = line.indexOf(':');
        return new WireResponse.Header(
                line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private byte[] body(WireResponse head, List<WireResponse.Header> trailers) throws IOException {
        if (head.status() < 200 || head.status() == 204 || head.status() == 304) {
            return new byte[0];
        }
        if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            return chunks(trailers);
        }
        if (head.header("Content-Length").isPresent()) {
            int length = Integer.parseInt(head.header("Content-Length").orElseThrow());
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("The body ends after " + body.length + " of " + length + " bytes");
            }
            return body;
        }
        return in.readAllBytes();
    }

    private byte[] chunks(List<WireResponse.Header> trailers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException("A chunk ends after " + chunk.length + " of " + size + " bytes");
            }
            body.writeBytes(chunk);
            line();
        }
        for (String line = line(); !line.isEmpty(); line = line()) {
            trailers.add(field(line));
        }
        return body.toByteArray();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection closed after \"" + line + "\"");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server has closed the connection; waits for that. */
    public boolean closedByServer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
