package dev.holdfast.idempotency;

import static dev.holdfast.idempotency.StoredBytes.readBoolean;
import static dev.holdfast.idempotency.StoredBytes.readBytes;
import static dev.holdfast.idempotency.StoredBytes.readCount;
import static dev.holdfast.idempotency.StoredBytes.readText;

import dev.holdfast.servlet.internal.capture.Ending;
import dev.holdfast.servlet.internal.capture.HeaderChange;
import dev.holdfast.servlet.internal.capture.Snapshot;
import jakarta.servlet.http.Cookie;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of a response, as they stand in a stored outcome. */
final class SnapshotFormat {
    private static final int BODY = 1;
    private static final int ERROR = 2;
    private static final int ERROR_WITH_MESSAGE = 3;
    private static final int REDIRECT = 4;

    private static final byte[] NOTHING = {};

    private SnapshotFormat() {}

    /**
     * Writes all of a response but the bytes of its body.
     *
     * @return those, which come last
     */
    static byte[] write(DataOutputStream out, Snapshot response) throws IOException {
        out.writeShort(response.status());
        Locale locale = response.locale();
        StoredBytes.write(out, locale == null ? "" : locale.toLanguageTag());
        String charset = response.charset();
        StoredBytes.write(out, charset == null ? "" : charset);
        write(out, response.headers());
        out.writeInt(response.cookies().size());
        for (Cookie cookie : response.cookies()) {
            StoredBytes.write(out, cookie.getName());
            StoredBytes.write(out, cookie.getValue() == null ? "" : cookie.getValue());
            write(out, cookie.getAttributes());
        }
        write(out, response.trailers());
        return write(out, response.ending());
    }

    static Snapshot read(DataInputStream in) throws IOException {
        int status = in.readUnsignedShort();
        Locale locale = readLocale(in);
        String charset = readText(in);
        List<HeaderChange> headers = readHeaders(in);
        List<Cookie> cookies = readCookies(in);
        Map<String, String> trailers = readFields(in);
        return new Snapshot(
                status, locale, charset.isEmpty() ? null : charset, headers, cookies, readEnding(in), trailers);
    }

    private static @Nullable Locale readLocale(DataInputStream in) throws IOException {
        String tag = readText(in);
        return tag.isEmpty() ? null : Locale.forLanguageTag(tag);
    }

    private static void write(DataOutputStream out, List<HeaderChange> headers) throws IOException {
        out.writeInt(headers.size());
        for (HeaderChange header : headers) {
            StoredBytes.write(out, header.name());
            out.writeBoolean(header.replaces());
            out.writeInt(header.values().size());
            for (String value : header.values()) {
                StoredBytes.write(out, value);
            }
        }
    }

    private static List<HeaderChange> readHeaders(DataInputStream in) throws IOException {
        List<HeaderChange> headers = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            headers.add(readHeader(in));
        }
        return headers;
    }

    private static HeaderChange readHeader(DataInputStream in) throws IOException {
        String name = readText(in);
        boolean replaces = readBoolean(in);
        List<String> values = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            values.add(readText(in));
        }
        return new HeaderChange(name, values, replaces);
    }

    private static List<Cookie> readCookies(DataInputStream in) throws IOException {
        List<Cookie> cookies = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            Cookie cookie = new Cookie(readText(in), readText(in));
            readFields(in).forEach(cookie::setAttribute);
            cookies.add(cookie);
        }
        return cookies;
    }

    private static void write(DataOutputStream out, Map<String, String> fields) throws IOException {
        out.writeInt(fields.size());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            StoredBytes.write(out, field.getKey());
            StoredBytes.write(out, field.getValue());
        }
    }

    private static Map<String, String> readFields(DataInputStream in) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int left = readCount(in); left > 0; left--) {
            fields.put(readText(in), readText(in));
        }
        return fields;
    }

    private static byte[] write(DataOutputStream out, Ending ending) throws IOException {
        if (ending instanceof Ending.Body body) {
            out.writeByte(BODY);
            out.writeInt(body.flushedAt());
            out.writeBoolean(body.closed());
            out.writeInt(body.bytes().length);
            return body.bytes();
        }
        if (ending instanceof Ending.SentError error) {
            out.writeByte(error.message() == null ? ERROR : ERROR_WITH_MESSAGE);
            out.writeShort(error.status());
            if (error.message() != null) {
                StoredBytes.write(out, error.message());
            }
            out.writeBoolean(error.usedWriter());
            write(out, error.late());
        } else if (ending instanceof Ending.Redirect redirect) {
            out.writeByte(REDIRECT);
            StoredBytes.write(out, redirect.location());
            write(out, redirect.late());
        } else {
            throw new AssertionError(ending);
        }
        return NOTHING;
    }

    private static Ending readEnding(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case BODY -> {
                int flushedAt = in.readInt();
                boolean closed = readBoolean(in);
                yield body(readBytes(in), flushedAt, closed);
            }
            case ERROR -> new Ending.SentError(in.readUnsignedShort(), null, readBoolean(in), readHeaders(in));
            case ERROR_WITH_MESSAGE ->
                new Ending.SentError(in.readUnsignedShort(), readText(in), readBoolean(in), readHeaders(in));
            case REDIRECT -> new Ending.Redirect(readText(in), readHeaders(in));
            default -> throw new IOException("ending " + kind);
        };
    }

    private static Ending.Body body(byte[] bytes, int flushedAt, boolean closed) throws IOException {
        if (flushedAt < Ending.Body.NEVER || flushedAt > bytes.length) {
            throw new IOException("flushed at " + flushedAt);
        }
        return new Ending.Body(bytes, flushedAt, closed);
    }
}
