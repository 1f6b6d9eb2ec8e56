package dev.holdfast.servlet.internal.fetch;

import dev.holdfast.servlet.internal.capture.OpaqueResponse;
import dev.holdfast.servlet.internal.http.HttpDate;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A response that stays here: nothing of it reaches the container's, which is behind it for those containers' sake that
 * forward to nothing but wrappers of their own responses. One request.
 */
final class DetachedResponse extends HttpServletResponseWrapper {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?", Pattern.CASE_INSENSITIVE);

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Content content;
    private int status = SC_OK;
    private @Nullable String charset;
    private @Nullable String type;
    private @Nullable PrintWriter writer;
    private Locale locale = Locale.getDefault();
    private int bufferSize = 8192;

    DetachedResponse(HttpServletResponse container, int limit) {
        super(OpaqueResponse.covering(container));
        this.content = new Content(limit);
    }

    /** What came; empty if that was more than the limit. */
    Optional<Fetched> fetched() {
        if (writer != null) {
            writer.flush();
        }
        if (content.overflown) {
            return Optional.empty();
        }
        Map<String, List<String>> fields = new TreeMap<>();
        headers.forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        if (getContentType() != null) {
            fields.put("content-type", List.of(getContentType()));
        }
        return Optional.of(new Fetched(status, fields, content.bytes.toByteArray()));
    }

    // --- status and endings

    @Override
    public void setStatus(int value) {
        status = value;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int value) {
        end(value);
    }

    @Override
    public void sendError(int value, @Nullable String message) {
        end(value);
    }

    @Override
    public void sendRedirect(String location) {
        end(SC_FOUND);
        setHeader("Location", location);
    }

    /** Servlet 6.1's, which a container of that version calls. */
    public void sendRedirect(String location, int value, boolean clearBuffer) {
        end(value);
        setHeader("Location", location);
    }

    private void end(int value) {
        content.clear();
        status = value;
        content.closed = true;
    }

    // --- content

    @Override
    public ServletOutputStream getOutputStream() {
        return content;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(content, Charset.forName(getCharacterEncoding())));
        }
        return writer;
    }

    @Override
    public void flushBuffer() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void reset() {
        resetBuffer();
        headers.clear();
        status = SC_OK;
        type = null;
        charset = null;
        writer = null;
    }

    @Override
    public void resetBuffer() {
        flushBuffer();
        content.clear();
    }

    @Override
    public void setBufferSize(int size) {
        bufferSize = size;
    }

    @Override
    public int getBufferSize() {
        return bufferSize;
    }

    @Override
    public void setContentLength(int length) {
        // the content itself tells
    }

    @Override
    public void setContentLengthLong(long length) {
        // the content itself tells
    }

    // --- type, charset, language

    @Override
    public void setContentType(@Nullable String value) {
        if (value == null) {
            type = null;
            return;
        }
        Matcher matcher = CHARSET.matcher(value);
        if (matcher.find()) {
            charset = matcher.group(1);
            type = matcher.replaceFirst("");
        } else {
            type = value;
        }
    }

    @Override
    public @Nullable String getContentType() {
        return type == null || charset == null ? type : type + ";charset=" + charset;
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        charset = encoding;
    }

    /** Servlet 6.1's. */
    public void setCharacterEncoding(@Nullable Charset encoding) {
        charset = encoding == null ? null : encoding.name();
    }

    @Override
    public String getCharacterEncoding() {
        return charset == null ? StandardCharsets.ISO_8859_1.name() : charset;
    }

    @Override
    public void setLocale(@Nullable Locale value) {
        locale = value == null ? Locale.getDefault() : value;
    }

    @Override
    public Locale getLocale() {
        return locale;
    }

    // --- fields

    private static boolean isType(String name) {
        return name.equalsIgnoreCase("Content-Type");
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (isType(name)) {
            setContentType(value);
        } else if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, new ArrayList<>(List.of(value)));
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (isType(name)) {
            setContentType(value);
        } else if (value != null) {
            headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, HttpDate.format(Instant.ofEpochMilli(date)));
    }

    @Override
    public void addDateHeader(String name, long date) {
        addHeader(name, HttpDate.format(Instant.ofEpochMilli(date)));
    }

    @Override
    public boolean containsHeader(String name) {
        return isType(name) ? type != null : headers.containsKey(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isType(name)
                ? getContentType()
                : headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Collection<String> getHeaderNames() {
        return List.copyOf(headers.keySet());
    }

    /** A session that is begun here is nobody's news. */
    @Override
    public void addCookie(Cookie cookie) {
        // not kept
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        // not kept
    }

    /** What is written, up to a limit. */
    private final class Content extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int limit;
        private boolean overflown;
        private boolean closed;

        Content(int limit) {
            this.limit = limit;
        }

        void clear() {
            bytes.reset();
            overflown = false;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] piece, int offset, int count) {
            if (closed) {
                return;
            }
            overflown |= bytes.size() + (long) count > limit;
            if (!overflown) {
                bytes.write(piece, offset, count);
            }
        }

        /** Some containers close the one where the handler had the other. */
        @Override
        public void close() {
            flushBuffer();
            closed = true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new InternalGet.LaterAnswerException();
        }
    }
}
