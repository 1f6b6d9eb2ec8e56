package dev.holdfast.etag;

import dev.holdfast.servlet.internal.http.HttpDate;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields that a read's response carries, 200 and 304 alike (RFC 9110 section 15.4.5). */
final class ValidatorFields {
    private ValidatorFields() {}

    /** Sets those that name the version. */
    static void version(ResourceVersion version, HttpServletResponse response) {
        response.setHeader("ETag", version.tag().toString());
        version.lastModified().ifPresent(date -> response.setHeader("Last-Modified", HttpDate.format(date)));
    }

    /** Sets those of the rule, where the application has not said it. */
    static void caching(ETagRule rule, HttpServletResponse response) {
        if (rule.cacheControl() != null && response.getHeader("Cache-Control") == null) {
            response.setHeader("Cache-Control", rule.cacheControl());
        }
        Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : response.getHeaders("Vary")) {
            said.addAll(List.of(line.strip().split("\\s*,\\s*", -1)));
        }
        for (String name : rule.vary()) {
            if (!said.contains(name) && !said.contains("*")) {
                response.addHeader("Vary", name);
            }
        }
    }
}
