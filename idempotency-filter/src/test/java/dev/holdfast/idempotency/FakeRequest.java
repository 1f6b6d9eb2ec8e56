package dev.holdfast.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a container would hand it over, as far as the code under test looks at one. Not thread-safe. */
final class FakeRequest extends HttpServletRequestWrapper {
    private String method = "POST";
    private String uri = "/v1/orders";
    private @Nullable String query;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private ServletInputStream body = stream(new byte[0]);
    private long announced = -1;
    private @Nullable Collection<Part> parts;
    private boolean unparsable;
    private @Nullable String encoding;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private Map<String, String[]> parameters = Map.of();

    FakeRequest() {
        super(nothing());
    }

    private static HttpServletRequest nothing() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static ServletInputStream stream(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        return new ServletInputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return in.read(target, offset, length);
            }

            @Override
            public int available() {
                return in.available();
            }

            @Override
            public boolean isFinished() {
                return in.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    FakeRequest method(String value) {
        method = value;
        return this;
    }

    FakeRequest uri(String value) {
        uri = value;
        return this;
    }

    FakeRequest query(@Nullable String value) {
        query = value;
        return this;
    }

    FakeRequest header(String name, String... lines) {
        headers.put(name, List.of(lines));
        return this;
    }

    /** A body whose length stands in the request. */
    FakeRequest body(byte[] bytes) {
        announced = bytes.length;
        return chunked(bytes);
    }

    /** A body whose length nobody knows in advance. */
    FakeRequest chunked(byte[] bytes) {
        body = stream(bytes);
        return this;
    }

    FakeRequest parts(Part... values) {
        parts = List.of(values);
        return this;
    }

    /** A body that the container fails to parse. */
    FakeRequest unparsable() {
        unparsable = true;
        return this;
    }

    FakeRequest parameters(Map<String, String[]> values) {
        parameters = values;
        return this;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    @Override
    public long getContentLengthLong() {
        return announced;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    /** As a container does: its parser uses the body up, and so does one that fails. */
    @Override
    public Collection<Part> getParts() throws IOException {
        if (unparsable) {
            body.readAllBytes();
            throw new IOException("Malformed");
        }
        if (parts == null) {
            throw new IllegalStateException("No multipart config");
        }
        body.readAllBytes();
        return parts;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return encoding;
    }

    @Override
    public void setCharacterEncoding(String value) {
        encoding = value;
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }
}
