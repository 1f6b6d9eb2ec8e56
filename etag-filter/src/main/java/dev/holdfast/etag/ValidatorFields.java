package dev.holdfast.etag;

import dev.holdfast.servlet.internal.http.HttpDate;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;

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
        Collection<String> said = response.getHeaders("Vary");
        for (String name : rule.vary()) {
            if (said.stream()
                    .noneMatch(value -> value.toLowerCase(java.util.Locale.ROOT)
                            .contains(name.toLowerCase(java.util.Locale.ROOT)))) {
                response.addHeader("Vary", name);
            }
        }
    }
}
