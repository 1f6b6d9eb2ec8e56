package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response as the chain left it, fit to be given again. Immutable.
 *
 * @param status the HTTP status
 * @param headers what the chain set, apart from what belongs to one message only
 * @param ending its body, error or redirect
 * @param trailers the trailer fields (RFC 9110 section 6.5)
 */
public record Snapshot(int status, List<HeaderChange> headers, Ending ending, Map<String, String> trailers) {

    /** Copies the collections, in their order. */
    public Snapshot {
        headers = List.copyOf(headers);
        trailers = Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
    }

    /** Gives the response again, to a client that asked again. */
    public void applyTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(header -> header.applyTo(response));
        if (!trailers.isEmpty()) {
            response.setTrailerFields(() -> trailers);
            response.flushBuffer(); // RFC 9112 §7.1.2: trailer fields need chunks, not a length
        }
        ending.applyTo(response);
    }

    /** The same response without a header field. */
    public Snapshot without(String header) {
        List<HeaderChange> kept = headers.stream()
                .filter(change -> !change.name().equalsIgnoreCase(header))
                .toList();
        return new Snapshot(status, kept, ending, trailers);
    }
}
