package dev.holdfast.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/**
 * Reads the key out of its field: a Structured Fields String (draft-ietf-httpapi-idempotency-key-header-07 section 2.1,
 * RFC 9651 section 3.3.3) or the bare value that most clients send. Both spell one and the same key. Immutable.
 */
final class KeyParser {
    static final int LONGEST = 255;

    private final String header;
    private final KeyFormat format;
    private final int shortest;

    KeyParser(String header, KeyFormat format, int shortest) {
        this.header = header;
        this.format = format;
        this.shortest = shortest;
    }

    KeyField read(HttpServletRequest request) {
        Enumeration<String> lines = request.getHeaders(header);
        if (lines == null || !lines.hasMoreElements()) {
            return new KeyField.Absent();
        }
        String line = lines.nextElement();
        return lines.hasMoreElements() ? malformed("the field stands on several lines") : parse(line);
    }

    KeyField parse(String line) {
        // RFC 9110 §5.5: white space around a field's value is no part of it
        String value = stripOws(line);
        if (!value.startsWith("\"")) {
            return check(value);
        }
        if (value.length() > 2 * LONGEST + 2) {
            return malformed("it is longer than " + LONGEST + " characters");
        }
        try {
            return Parser.parseItem(value) instanceof StringItem string
                    ? check(string.get())
                    : malformed("it is not a string");
        } catch (ParseException e) {
            return malformed("it begins with a quote and is not a Structured Fields string");
        }
    }

    private static String stripOws(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isOws(line.charAt(from))) {
            from++;
        }
        while (to > from && isOws(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isOws(char c) {
        return c == ' ' || c == '\t';
    }

    private KeyField check(String key) {
        if (key.isEmpty()) {
            return malformed("it is empty");
        }
        if (key.length() > LONGEST) {
            return malformed("it is longer than " + LONGEST + " characters");
        }
        if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return malformed("it has a character that is not visible ASCII");
        }
        if (key.length() < shortest) {
            return malformed("it is shorter than " + shortest + " characters");
        }
        return format.accepts(key) ? new KeyField.Present(key) : malformed("it is not a " + format);
    }

    private static KeyField malformed(String reason) {
        return new KeyField.Malformed(reason);
    }
}
