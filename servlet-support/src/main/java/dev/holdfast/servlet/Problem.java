package dev.holdfast.servlet;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, as RFC 9457 describes one. Immutable.
 *
 * <p>Its text never holds anything a client sent; its members may.
 */
public final class Problem {
    private final URI type;
    private final int status;
    private final String title;
    private final String detail;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;
    private final Map<String, String> members;

    private Problem(
            URI type,
            int status,
            String title,
            String detail,
            boolean retryable,
            @Nullable Duration retryAfter,
            Map<String, String> members) {
        this.type = type;
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.members = Collections.unmodifiableMap(members);
    }

    /**
     * Names a refusal that the same request would meet again.
     *
     * @param type the problem's documentation page (RFC 9457 section 3.1.1)
     * @param status the HTTP status, 400 to 599
     * @param title the same words for every occurrence
     * @param detail what happened this time and what the client can do
     */
    public static Problem of(URI type, int status, String title, String detail) {
        return new Problem(type, status, title, detail, false, null, Map.of());
    }

    /** The same refusal of a request that may succeed when it is sent again, unchanged, after a while. */
    public Problem retryableAfter(Duration delay) {
        return new Problem(type, status, title, detail, true, delay, members);
    }

    /**
     * The same refusal with an extension member (RFC 9457 section 3.2) more.
     *
     * @param json its value, which is a JSON text
     */
    public Problem with(String name, String json) {
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, json);
        return new Problem(type, status, title, detail, retryable, retryAfter, more);
    }

    /** The problem's documentation page. */
    public URI type() {
        return type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same words for every occurrence of this type. */
    public String title() {
        return title;
    }

    /** What happened this time and what the client can do. */
    public String detail() {
        return detail;
    }

    /** Whether the same request, sent again unchanged, may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** How long a client should wait before it sends the request again; empty if it should not. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The extension members: their values as JSON texts, by their names, in their order. */
    public Map<String, String> members() {
        return members;
    }

    @Override
    public String toString() {
        return status + " " + type;
    }
}
