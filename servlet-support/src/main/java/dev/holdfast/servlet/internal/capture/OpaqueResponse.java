package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container's response that is no wrapper and shows nobody what is behind it. Tomcat 11 ends the response at the bottom
 * of all wrappers as soon as a forward returns, while the captured body has still to be written to it. One request.
 */
public final class OpaqueResponse implements HttpServletResponse {
    private static final String TOMCAT = "org.apache.catalina.";

    private final HttpServletResponse container;

    private OpaqueResponse(HttpServletResponse container) {
        this.container = container;
    }

    /** Covers the response if the container behind it ends it past wrappers. */
    public static HttpServletResponse covering(HttpServletResponse response) {
        ServletResponse bottom = response;
        while (bottom instanceof ServletResponseWrapper wrapper) {
            bottom = wrapper.getResponse();
        }
        return bottom.getClass().getName().startsWith(TOMCAT) ? new OpaqueResponse(response) : response;
    }

    @Override
    public void addCookie(Cookie cookie) {
        container.addCookie(cookie);
    }

    @Override
    public boolean containsHeader(String name) {
        return container.containsHeader(name);
    }

    @Override
    public String encodeURL(String url) {
        return container.encodeURL(url);
    }

    @Override
    public String encodeRedirectURL(String url) {
        return container.encodeRedirectURL(url);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        container.sendError(status, message);
    }

    @Override
    public void sendError(int status) throws IOException {
        container.sendError(status);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        container.sendRedirect(location);
    }

    @Override
    public void setDateHeader(String name, long date) {
        container.setDateHeader(name, date);
    }

    @Override
    public void addDateHeader(String name, long date) {
        container.addDateHeader(name, date);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        container.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        container.addHeader(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        container.setIntHeader(name, value);
    }

    @Override
    public void addIntHeader(String name, int value) {
        container.addIntHeader(name, value);
    }

    @Override
    public void setStatus(int status) {
        container.setStatus(status);
    }

    @Override
    public int getStatus() {
        return container.getStatus();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return container.getHeader(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return container.getHeaders(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return container.getHeaderNames();
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        container.setTrailerFields(supplier);
    }

    @Override
    public @Nullable Supplier<Map<String, String>> getTrailerFields() {
        return container.getTrailerFields();
    }

    @Override
    public String getCharacterEncoding() {
        return container.getCharacterEncoding();
    }

    @Override
    public @Nullable String getContentType() {
        return container.getContentType();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return container.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return container.getWriter();
    }

    @Override
    public void setCharacterEncoding(@Nullable String charset) {
        container.setCharacterEncoding(charset);
    }

    @Override
    public void setContentLength(int length) {
        container.setContentLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        container.setContentLengthLong(length);
    }

    @Override
    public void setContentType(@Nullable String type) {
        container.setContentType(type);
    }

    @Override
    public void setBufferSize(int size) {
        container.setBufferSize(size);
    }

    @Override
    public int getBufferSize() {
        return container.getBufferSize();
    }

    @Override
    public void flushBuffer() throws IOException {
        container.flushBuffer();
    }

    @Override
    public void resetBuffer() {
        container.resetBuffer();
    }

    @Override
    public boolean isCommitted() {
        return container.isCommitted();
    }

    @Override
    public void reset() {
        container.reset();
    }

    @Override
    public void setLocale(@Nullable Locale locale) {
        container.setLocale(locale);
    }

    @Override
    public Locale getLocale() {
        return container.getLocale();
    }
}
