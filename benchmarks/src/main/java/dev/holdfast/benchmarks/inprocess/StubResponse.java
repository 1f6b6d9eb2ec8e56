package dev.holdfast.benchmarks.inprocess;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One response after another in one object. The body goes to a buffer that is used again, as in a container that has a
 * pool of them. Not thread-safe.
 */
final class StubResponse extends HttpServletResponseWrapper {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final StubOutput output;
    private int status = SC_OK;
    private @Nullable String type;

    StubResponse(int longestBody) {
        super(Unanswered.of(HttpServletResponse.class));
        output = new StubOutput(longestBody);
    }

    /** The next response. */
    StubResponse again() {
        reset();
        return this;
    }

    /** How many bytes of body it has, which must be as many as were announced. */
    int length() {
        if (output.announced >= 0 && output.announced != output.length) {
            throw new IllegalStateException(
                    output.announced + " bytes were announced, and " + output.length + " written");
        }
        return output.length;
    }

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
        status = value;
    }

    @Override
    public void sendError(int value, String message) {
        status = value;
    }

    @Override
    public void setContentType(@Nullable String value) {
        type = value;
        setHeader("Content-Type", value);
    }

    @Override
    public @Nullable String getContentType() {
        return type;
    }

    @Override
    public String getCharacterEncoding() {
        return "ISO-8859-1";
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        output.announced = length; // which containers do not keep as text
    }

    @Override
    public void setLocale(Locale locale) {
        setHeader("Content-Language", locale.toLanguageTag());
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        fields.put(name, value);
    }

    @Override
    public boolean containsHeader(String name) {
        return fields.containsKey(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return fields.get(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        String value = fields.get(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return fields.isEmpty() ? List.of() : new ArrayList<>(fields.keySet());
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return output;
    }

    @Override
    public int getBufferSize() {
        return 32 << 10;
    }

    @Override
    public void flushBuffer() {
        output.flushed = true;
    }

    @Override
    public boolean isCommitted() {
        return output.flushed;
    }

    @Override
    public void reset() {
        fields.clear();
        status = SC_OK;
        type = null;
        resetBuffer();
    }

    @Override
    public void resetBuffer() {
        output.length = 0;
        output.announced = -1;
        output.flushed = false;
    }

    private static final class StubOutput extends ServletOutputStream {
        private final byte[] buffer;
        private int length;
        private long announced = -1;
        private boolean flushed;

        StubOutput(int size) {
            buffer = new byte[size];
        }

        @Override
        public void write(int b) {
            buffer[length++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            System.arraycopy(bytes, offset, buffer, length, count);
            length += count;
        }

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("The stub is never asynchronous");
        }
    }
}
