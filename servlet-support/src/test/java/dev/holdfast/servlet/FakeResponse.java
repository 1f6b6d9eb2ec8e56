package dev.holdfast.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A response that keeps what it is told, as far as the code under test tells it something. Not thread-safe. */
public final class FakeResponse extends HttpServletResponseWrapper {
    private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;
    private long length = -1;
    private @Nullable String contentType;

    /** An empty one. */
    public FakeResponse() {
        super(nothing());
    }

    private static HttpServletResponse nothing() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                FakeResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, args) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** What was written. */
    public byte[] body() {
        return body.toByteArray();
    }

    /** The fields as they would be sent. */
    public Map<String, List<String>> fields() {
        return fields;
    }

    /** What Content-Length was set to, or -1. */
    public long length() {
        return length;
    }

    /** Takes a field away. */
    public void removeHeader(String name) {
        fields.remove(name);
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
    public void setHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            contentType = value;
        }
        fields.put(name, new ArrayList<>(List.of(value)));
    }

    @Override
    public void addHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            setHeader(name, value);
        } else {
            fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
    }

    @Override
    public Collection<String> getHeaderNames() {
        return fields.keySet();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return getHeaders(name).stream().findFirst().orElse(null);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return fields.getOrDefault(name, List.of());
    }

    @Override
    public void setContentType(String type) {
        setHeader("Content-Type", type);
    }

    @Override
    public @Nullable String getContentType() {
        return contentType;
    }

    @Override
    public void setContentLength(int value) {
        length = value;
    }

    @Override
    public void setContentLengthLong(long value) {
        length = value;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
