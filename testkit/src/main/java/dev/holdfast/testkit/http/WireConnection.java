package dev.holdfast.testkit.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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
    /** After that long without a byte in the middle of a response, none is expected any more. */
    private static final Duration STALLED = Duration.ofSeconds(4);

    private static final WireRequest PROBE = WireRequest.of("GET", "/ping");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ResponseReader responses;

    /** Connects to a port of this machine. */
    public WireConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        responses = new ResponseReader(socket, in);
    }

    /** Sends a request and reads its response. */
    public WireResponse exchange(WireRequest request) throws IOException {
        send(request.bytes());
        return read();
    }

    /**
     * Sends a request, its body only when asked to if it expects that (RFC 9110 section 10.1.1), reads whatever comes, and
     * tries whether {@code GET /ping} is answered on the same connection afterwards.
     */
    public Transcript transcribe(WireRequest request) throws IOException {
        List<String> interim = new ArrayList<>();
        boolean bodyIsOwed = request.awaitsContinue();
        if (bodyIsOwed) {
            send(request.head());
        } else {
            // in one go: a server that does not read a body makes more of what is there already than of what is not
            sendUnlessRefused(request.bytes());
        }
        Transcript response = responses.read(request.isHead(), STALLED);
        while (response.status() / 100 == 1 && response.status() != 101) {
            interim.add(response.statusLine());
            response.headers().forEach(header -> interim.add(header.name() + ": " + header.value()));
            if (bodyIsOwed && response.status() == 100) {
                bodyIsOwed = false;
                sendUnlessRefused(request.framedBody());
            }
            response = responses.read(request.isHead(), STALLED);
        }
        // a body that was announced and never sent leaves the connection in the middle of a message
        return response.after(interim, response.whole() && !bodyIsOwed && answersAgain());
    }

    private void sendUnlessRefused(byte[] body) {
        try {
            send(body);
        } catch (IOException e) {
            // the server need not read on once it has answered, and its answer is what counts
        }
    }

    private boolean answersAgain() {
        try {
            send(PROBE.bytes());
            return responses.read(false, PATIENCE).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads a final response; interim ones (1xx) are passed over. */
    public WireResponse read() throws IOException {
        WireResponse response = readInterim();
        return response.status() < 200 ? read() : response;
    }

    /** Reads the next response, interim or final. */
    public WireResponse readInterim() throws IOException {
        Transcript response = responses.read(false, PATIENCE);
        if (!response.whole()) {
            throw new EOFException("The connection ended in the middle: " + response.describe());
        }
        List<WireResponse.Header> fields = new ArrayList<>(response.headers());
        fields.addAll(response.trailers());
        return new WireResponse(response.status(), fields, response.body());
    }

    /** The next line of what comes, as it comes: for bodies that are read while they are written. */
    public String line() throws IOException {
        return responses.line();
    }

    /** Whether the server has closed the connection; waits for that. */
    public boolean closedByServer() throws IOException {
        return in.read() < 0;
    }

    /** Ends the connection at once, so that whoever writes to it gets an error instead of an acknowledgement. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
