package dev.holdfast.etag;

import java.nio.charset.StandardCharsets;

/** A part of a path as it stands in a target (RFC 3986 section 3.3). */
final class PathSegment {
    /** What may stand there as it is; a semicolon may, and would begin parameters. */
    private static final String PLAIN =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,=:@";

    private PathSegment() {}

    static String encoded(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(b) >= 0;
            encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return encoded.toString();
    }
}
