package dev.holdfast.servlet.internal.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the application answered. Immutable.
 *
 * @param status the HTTP status
 * @param headers the fields, by their names in lower case
 * @param body the content, shared, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Fetched(int status, Map<String, List<String>> headers, byte[] body) {

    /** Copies the map. */
    public Fetched {
        headers = Map.copyOf(headers);
    }

    /** The first value of a field. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }
}
