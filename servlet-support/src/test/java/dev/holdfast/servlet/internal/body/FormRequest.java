package dev.holdfast.servlet.internal.body;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a container would hand it over whose stream has been taken, as far as parameters go. Not thread-safe. */
final class FormRequest extends HttpServletRequestWrapper {
    private final String method;
    private final @Nullable String contentType;
    private @Nullable String encoding;
    private Map<String, String[]> query = Map.of();
    private String server = "Nameless";
    private FakeStream body = new FakeStream(new byte[0]);

    FormRequest(String method, @Nullable String contentType) {
        super(nothing(HttpServletRequest.class));
        this.method = method;
        this.contentType = contentType;
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                FormRequest.class.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
                    throw new UnsupportedOperationException(called.getName());
                }));
    }

    FormRequest encoding(@Nullable String value) {
        encoding = value;
        return this;
    }

    FormRequest query(Map<String, String[]> value) {
        query = value;
        return this;
    }

    FormRequest server(String value) {
        server = value;
        return this;
    }

    FormRequest body(byte[] value) {
        body = new FakeStream(value);
        return this;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equals("Content-Type") ? contentType : null;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return encoding;
    }

    /** As most containers do once their stream is taken. */
    @Override
    public void setCharacterEncoding(String ignored) {}

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return query;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = query.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return query.get(name);
    }

    @Override
    public java.util.Enumeration<String> getParameterNames() {
        return java.util.Collections.enumeration(query.keySet());
    }

    @Override
    public ServletContext getServletContext() {
        return (ServletContext) Proxy.newProxyInstance(
                FormRequest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, called, args) -> server);
    }
}
