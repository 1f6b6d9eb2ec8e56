package dev.holdfast.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A request, to the byte. Immutable. */
public final class WireRequest {
    private final String method;
    private final String target;
    private final List<String> fieldLines;
    private final byte[] body;
    private final int chunk;
    private final List<String> trailers;

    private WireRequest(
            String method, String target, List<String> fieldLines, byte[] body, int chunk, List<String> trailers) {
        this.method = method;
        this.target = target;
        this.fieldLines = List.copyOf(fieldLines);
        this.body = body;
        this.chunk = chunk;
        this.trailers = List.copyOf(trailers);
    }

    /** A request without a body. */
    public static WireRequest of(String method, String target) {
        return new WireRequest(method, target, List.of("Host: localhost"), new byte[0], 0, List.of());
    }

    /** The same with one more field line; its characters are sent as ISO-8859-1. */
    public WireRequest header(String name, String value) {
        List<String> more = new ArrayList<>(fieldLines);
        more.add(name + ": " + value);
        return new WireRequest(method, target, more, body, chunk, trailers);
    }

    /** The same with an {@code Idempotency-Key}. */
    public WireRequest key(String value) {
        return header("Idempotency-Key", value);
    }

    /** The same with another method. */
    public WireRequest method(String other) {
        return new WireRequest(other, target, fieldLines, body, chunk, trailers);
    }

    /** The same with another target. */
    public WireRequest target(String other) {
        return new WireRequest(method, other, fieldLines, body, chunk, trailers);
    }

    /** The same with a body, of a length that is announced. */
    public WireRequest body(byte[] bytes) {
        return new WireRequest(method, target, fieldLines, bytes.clone(), chunk, trailers);
    }

    /** The same with a body in UTF-8. */
    public WireRequest body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with its body in chunks of this many bytes (RFC 9112 section 7.1), so that its length is unknown. */
    public WireRequest chunked(int bytes) {
        return new WireRequest(method, target, fieldLines, body, bytes, trailers);
    }

    /** The same with a field after its last chunk (RFC 9112 section 7.1.2). */
    public WireRequest trailer(String name, String value) {
        List<String> more = new ArrayList<>(trailers);
        more.add(name + ": " + value);
        return new WireRequest(method, target, fieldLines, body, chunk, more);
    }

    /** The method. */
    public String method() {
        return method;
    }

    /** The request target. */
    public String target() {
        return target;
    }

    /** The field lines, without those that frame the body. */
    public List<WireResponse.Header> headers() {
        return fieldLines.stream()
                .map(line -> new WireResponse.Header(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()))
                .toList();
    }

    /** The content, without its framing. */
    public byte[] content() {
        return body.clone();
    }

    /** Whether its length is not announced. */
    public boolean isChunked() {
        return chunk > 0;
    }

    /** Whether fields come after its body. */
    public boolean hasTrailers() {
        return !trailers.isEmpty();
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean awaitsContinue() {
        return fieldLines.contains("Expect: 100-continue");
    }

    /** What stands before the body, as it is sent. */
    public byte[] head() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        fieldLines.forEach(line -> head.append(line).append("\r\n"));
        if (chunk > 0) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] framedBody() {
        if (chunk == 0) {
            return body;
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += chunk) {
            byte[] one = Arrays.copyOfRange(body, from, Math.min(body.length, from + chunk));
            chunks.writeBytes((Integer.toHexString(one.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.writeBytes(one);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n".getBytes(StandardCharsets.US_ASCII));
        trailers.forEach(line -> chunks.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunks.toByteArray();
    }

    /** All of it, as it is sent. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head());
        all.writeBytes(framedBody());
        return all.toByteArray();
    }

    /** Sends it on a connection of its own. */
    public WireResponse send(int port) throws IOException {
        try (WireConnection connection = new WireConnection(port)) {
            return connection.exchange(header("Connection", "close"));
        }
    }

    /** Sends it on a connection of its own, and says everything that is seen there. */
    public Transcript transcribe(int port) throws IOException {
        try (WireConnection connection = new WireConnection(port)) {
            return connection.transcribe(this);
        }
    }
}
