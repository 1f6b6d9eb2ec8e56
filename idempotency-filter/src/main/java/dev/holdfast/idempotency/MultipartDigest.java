package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.digest.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A multipart body (RFC 2046 section 5.1.1), part by part: what lies between the boundaries counts, the boundary itself
 * does not. One request.
 */
final class MultipartDigest implements BodyDigest {
    /** RFC 2046 section 5.1.1: at most 70 characters. */
    private static final Pattern BOUNDARY = Pattern.compile("\"([^\"\\\\\r\n]{1,70})\"|([^\\s\"]{1,70})");

    private final Sha256 parts = new Sha256();
    private final byte[] delimiter;
    private final byte[] content = new byte[8192];
    private int pending;
    private final MessageDigest part = Digests.sha256();
    private long partLength;
    private long partCount;
    /** How many bytes of the delimiter have just been seen, and are neither content nor boundary yet. */
    private int matched;

    MultipartDigest(String boundary) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // the first delimiter may stand at the very beginning, where no line break precedes it
        this.matched = 2;
    }

    static boolean isMultipart(@Nullable String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    static Optional<String> boundaryOf(@Nullable String contentType) {
        if (contentType == null || !isMultipart(contentType)) {
            return Optional.empty();
        }
        int from = endOfParameter(contentType, 0) + 1;
        while (from < contentType.length()) {
            int to = endOfParameter(contentType, from);
            String[] parameter = contentType.substring(from, to).split("=", 2);
            if (parameter.length == 2 && parameter[0].strip().equalsIgnoreCase("boundary")) {
                return boundary(parameter[1].strip());
            }
            from = to + 1;
        }
        return Optional.empty();
    }

    /** Where the next semicolon is that stands in no quoted string (RFC 9110 section 5.6.4), or the end. */
    private static int endOfParameter(String contentType, int from) {
        boolean quoted = false;
        for (int i = from; i < contentType.length(); i++) {
            char c = contentType.charAt(i);
            if (c == ';' && !quoted) {
                return i;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            }
        }
        return contentType.length();
    }

    private static Optional<String> boundary(String value) {
        Matcher matcher = BOUNDARY.matcher(value);
        return matcher.matches()
                ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                : Optional.empty();
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            next(bytes[i]);
        }
    }

    private void next(byte b) {
        // the delimiter's only carriage return is its first byte: no match begins within one that fails
        if (matched > 0 && b != delimiter[matched]) {
            content(delimiter, matched);
            matched = 0;
        }
        if (b != delimiter[matched]) {
            content(b);
        } else if (++matched == delimiter.length) {
            endPart();
            matched = 0;
        }
    }

    private void content(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            content(bytes[i]);
        }
    }

    private void content(byte b) {
        if (pending == content.length) {
            digestContent();
        }
        content[pending++] = b;
        partLength++;
    }

    private void digestContent() {
        part.update(content, 0, pending);
        pending = 0;
    }

    private void endPart() {
        digestContent();
        parts.number(partLength).part(part.digest());
        partCount++;
        partLength = 0;
    }

    @Override
    public byte[] finish() {
        content(delimiter, matched);
        matched = 0;
        endPart();
        return parts.number(partCount).finish();
    }

    /** A boundary of another length shifts what follows it. */
    @Override
    public boolean comparesPrefixes() {
        return false;
    }
}
