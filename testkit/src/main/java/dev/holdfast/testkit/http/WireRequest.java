package dev.holdfast.testkit.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request, to the byte. Immutable. */
public final class WireRequest {
    private final String method;
    private final String target;
    private final List<String> fieldLines;
    private final byte[] body;

    private WireRequest(String method, String target, List<String> fieldLines, byte[] body) {
        this.method = method;
        this.target = target;
        this.fieldLines = List.copyOf(fieldLines);
        this.body = body;
    }

    /** A request without a body. */
    public static WireRequest of(String method, String target) {
        return new WireRequest(method, target, List.of("Host: localhost"), new byte[0]);
    }

    /** The same with one more field line; its characters are sent as ISO-8859-1. */
    public WireRequest header(String name, String value) {
        List<String> more = new ArrayList<>(fieldLines);
        more.add(name + ": " + value);
        return new WireRequest(method, target, more, body);
    }

    /** The same with an {@code Idempotency-Key}. */
    public WireRequest key(String value) {
        return header("Idempotency-Key", value);
    }

    /** The same with another method. */
    public WireRequest method(String other) {
        return new WireRequest(other, target, fieldLines, body);
    }

    /** The same with another target. */
    public WireRequest target(String other) {
        return new WireRequest(method, other, fieldLines, body);
    }

    /** The same with a body, of a length that is announced. */
    public WireRequest body(byte[] bytes) {
        return new WireRequest(method, target, fieldLines, bytes.clone());
    }

    /** The same with a body in UTF-8. */
    public WireRequest body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        fieldLines.forEach(line -> head.append(line).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, bytes, 0, headBytes.length);
        System.arraycopy(body, 0, bytes, headBytes.length, body.length);
        return bytes;
    }

    /** Sends it on a connection of its own. */
    public WireResponse send(int port) throws IOException {
        try (WireConnection connection = new WireConnection(port)) {
            return connection.exchange(header("Connection", "close"));
        }
    }
}
