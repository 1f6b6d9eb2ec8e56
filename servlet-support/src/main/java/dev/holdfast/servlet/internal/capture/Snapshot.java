package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response as the chain left it, fit to be given again. Immutable.
 *
 * @param status the HTTP status
 * @param locale what {@code setLocale} was given, which some containers show among the fields only as they send them
 * @param charset what {@code setCharacterEncoding} was given, where no content type shows it
 * @param headers what the chain set, apart from what belongs to one message only
 * @param cookies those that the container does not show among the fields; not to be changed
 * @param ending its body, error or redirect
 * @param trailers the trailer fields (RFC 9110 section 6.5)
 */
public record Snapshot(
        int status,
        @Nullable Locale locale,
        @Nullable String charset,
        List<HeaderChange> headers,
        List<Cookie> cookies,
        Ending ending,
        Map<String, String> trailers) {

    /** Copies the collections, in their order. */
    public Snapshot {
        headers = List.copyOf(headers);
        cookies = List.copyOf(cookies);
        trailers = trailers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
    }

    /** A response of which no more is known. */
    public Snapshot(int status, List<HeaderChange> headers, Ending ending) {
        this(status, null, null, headers, List.of(), ending, Map.of());
    }

    /** Gives the response again, to a client that asked again. */
    public void applyTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (locale != null) {
            response.setLocale(locale);
        }
        if (charset != null) {
            response.setCharacterEncoding(charset);
        }
        headers.forEach(header -> header.applyTo(response));
        cookies.forEach(cookie -> response.addCookie((Cookie) cookie.clone()));
        if (!trailers.isEmpty()) {
            announceTrailers(response);
        }
        ending.applyTo(response);
    }

    private void announceTrailers(HttpServletResponse response) {
        try {
            response.setTrailerFields(() -> trailers);
        } catch (IllegalStateException e) {
            // this client came with HTTP/1.0, which has none
        }
    }

    /** The same response without its cookies. */
    public Snapshot withoutCookies() {
        if (cookies.isEmpty() && headers.stream().noneMatch(Snapshot::isCookie)) {
            return this;
        }
        List<HeaderChange> kept =
                headers.stream().filter(change -> !isCookie(change)).toList();
        return new Snapshot(status, locale, charset, kept, List.of(), ending, trailers);
    }

    private static boolean isCookie(HeaderChange change) {
        return change.name().equalsIgnoreCase("Set-Cookie");
    }
}
