package dev.holdfast.benchmarks.inprocess;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request after another in one object, as containers have it. It answers what filters and handlers here ask. Not thread-safe. */
final class StubRequest extends HttpServletRequestWrapper {
    private static final int MOST_FIELDS = 8;
    private static final Principal CALLER = () -> "alice";

    private final String method;
    private final String path;
    private final StubInput body;
    private final Map<String, Object> attributes = new HashMap<>();
    private final String[] names = new String[MOST_FIELDS];
    private final String[] values = new String[MOST_FIELDS];
    private int fields;
    private String servletPath = "";
    private @Nullable String pathInfo;

    StubRequest(String method, String path, byte[] body) {
        super(Unanswered.of(HttpServletRequest.class));
        this.method = method;
        this.path = path;
        this.body = new StubInput(body);
        this.servletPath = path;
        if (body.length > 0) {
            with("Content-Type", "application/json");
        }
    }

    /** As a servlet sees it that is mapped to everything beneath a path. */
    StubRequest mappedTo(String prefix) {
        servletPath = prefix;
        pathInfo = path.substring(prefix.length());
        return this;
    }

    /** Adds a field, or sets it anew. */
    StubRequest with(String name, String value) {
        int at = 0;
        while (at < fields && !name.equals(names[at])) {
            at++;
        }
        names[at] = name;
        values[at] = value;
        fields = Math.max(fields, at + 1);
        return this;
    }

    /** The next request. */
    StubRequest again() {
        attributes.clear();
        body.rewind();
        return this;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public String getServletPath() {
        return servletPath;
    }

    @Override
    public @Nullable String getPathInfo() {
        return pathInfo;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public ServletContext getServletContext() {
        return StubContext.CONTEXT;
    }

    @Override
    public Principal getUserPrincipal() {
        return CALLER;
    }

    /** There is none: nothing else is deployed. */
    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String target) {
        return null;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }

    @Override
    public boolean isAsyncSupported() {
        return true;
    }

    @Override
    public @Nullable String getHeader(String name) {
        for (int i = 0; i < fields; i++) {
            if (name.equalsIgnoreCase(names[i])) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singletonList(value));
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    @Override
    public int getContentLength() {
        return body.length();
    }

    @Override
    public long getContentLengthLong() {
        return body.length();
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }
}
