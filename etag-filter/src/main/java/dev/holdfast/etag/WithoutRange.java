package dev.holdfast.etag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A request for the whole, because the part that was asked for is of another version (RFC 9110 section 13.1.5). */
final class WithoutRange extends HttpServletRequestWrapper {
    WithoutRange(HttpServletRequest request) {
        super(request);
    }

    private static boolean isHidden(String name) {
        return name.equalsIgnoreCase("Range") || name.equalsIgnoreCase("If-Range");
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public long getDateHeader(String name) {
        return isHidden(name) ? -1 : super.getDateHeader(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isHidden(name))
                .toList());
    }
}
