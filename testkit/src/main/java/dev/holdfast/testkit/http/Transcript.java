package dev.holdfast.testkit.http;

import dev.holdfast.testkit.http.WireResponse.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything a client sees of one exchange, told so that two of them can be compared line by line.
 *
 * @param interim the interim responses (1xx) before the final one: status line and field lines
 * @param statusLine the status line; empty if the connection ended before one came
 * @param headers the field lines in their order
 * @param framing how the end of the body was told
 * @param body the content, as far as it came
 * @param end whether it came to its end
 * @param trailers the trailer fields
 * @param reusable whether the connection answered another request afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what it tells
public record Transcript(
        List<String> interim,
        String statusLine,
        List<Header> headers,
        Framing framing,
        byte[] body,
        End end,
        List<Header> trailers,
        boolean reusable) {
    private static final int SHOWN = 2000;

    /** RFC 9112 section 6.3. */
    public enum Framing {
        /** There is none by the rules, as after a HEAD. */
        NONE,
        /** By its length. */
        LENGTH,
        /** By the last chunk. */
        CHUNKED,
        /** By the end of the connection. */
        CLOSE
    }

    /** What became of it once it had begun. */
    public enum End {
        /** All of it came. */
        WHOLE,
        /** The connection ended in the middle. */
        BROKEN_OFF,
        /** Nothing more came, on a connection that stayed open. */
        STALLED
    }

    /** Whether all of it came. */
    public boolean whole() {
        return end == End.WHOLE;
    }

    /** The same with interim responses before it, and what came of the connection. */
    Transcript after(List<String> before, boolean usable) {
        return new Transcript(before, statusLine, headers, framing, body, end, trailers, usable);
    }

    /** The same without interim responses. */
    public Transcript withoutInterim() {
        return after(List.of(), reusable);
    }

    /** The same, whatever became of the connection. */
    public Transcript onItsOwn() {
        return after(interim, false);
    }

    /** The same, on a connection that could be used afterwards. */
    public Transcript keptOpen() {
        return new Transcript(interim, statusLine, headers, framing, body, end, trailers, true);
    }

    /** The status; 0 if there was no response. */
    public int status() {
        return statusLine.isEmpty() ? 0 : Integer.parseInt(statusLine.substring(9, 12));
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

    /**
     * The exchange as text. Field lines stand in the order of their names, because their order among each other means
     * nothing (RFC 9110 section 5.3), and without {@code Date} and those named.
     */
    public String describe(String... without) {
        Set<String> excluded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        excluded.add("Date");
        excluded.addAll(List.of(without));
        List<String> lines = new ArrayList<>(interim);
        lines.add(statusLine.isEmpty() ? "(no response)" : statusLine);
        lines.addAll(fields(headers, excluded));
        if (end != End.BROKEN_OFF || framing == Framing.CHUNKED) {
            lines.add("-- body: " + framing + ", " + end + ", " + body.length + " bytes");
            lines.add(shown());
        } else {
            // a reset overtakes what was sent before it, or does not
            lines.add("-- body: " + framing + ", " + end);
        }
        lines.addAll(fields(trailers, excluded));
        lines.add(reusable ? "-- the connection goes on" : "-- the connection ends");
        return String.join("\n", lines);
    }

    private static List<String> fields(List<Header> fields, Set<String> excluded) {
        return fields.stream()
                .filter(field -> !excluded.contains(field.name()))
                .sorted(Comparator.comparing(field -> field.name().toLowerCase(Locale.ROOT)))
                .map(field -> field.name() + ": " + plain(field))
                .toList();
    }

    /** RFC 9110 section 5.6.6: white space before a parameter of a media type means nothing. */
    private static String plain(Header field) {
        return field.name().equalsIgnoreCase("Content-Type") ? field.value().replaceAll(";\\s*", ";") : field.value();
    }

    private String shown() {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... hash " + text.hashCode();
    }
}
