package dev.holdfast.examples.sync.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A response, read to its end.
 *
 * @param contentType in lower case, without parameters; empty for none
 * @param retryAfter the field as it came
 */
record Received(
        int status,
        String contentType,
        @Nullable String location,
        @Nullable String tag,
        @Nullable String retryAfter,
        Instant at,
        String body) {

    boolean isJson() {
        return contentType.equals("application/json") || contentType.endsWith("+json");
    }

    /** What a browser would show: an API that was asked for JSON does not answer so. */
    boolean isPage() {
        return contentType.equals("text/html") || contentType.equals("application/xhtml+xml");
    }

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
