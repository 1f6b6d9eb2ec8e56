package dev.holdfast.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A response as it came over the wire.
 *
 * @param status the status code
 * @param headers the field lines in their order, trailer fields last
 * @param body the content, without its framing
 */
@SuppressWarnings("ArrayRecordComponent") // tests compare the parts
public record WireResponse(int status, List<Header> headers, byte[] body) {

    /** One field line. */
    public record Header(String name, String value) {}

    /** The only value of a field; empty if there is none. */
    public Optional<String> header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " stands " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    /** All values of a field, in their order. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The content as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Every field line but those that differ from one message to the next anyway, and those named. */
    public List<Header> comparableHeaders(String... without) {
        List<String> excluded = List.of(without);
        return headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase("Date")
                        && excluded.stream().noneMatch(header.name()::equalsIgnoreCase))
                .toList();
    }
}
