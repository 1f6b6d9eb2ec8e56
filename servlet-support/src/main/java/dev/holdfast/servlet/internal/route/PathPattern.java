package dev.holdfast.servlet.internal.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path with holes: {@code *} or {@code {name}} stands for one segment, a last {@code **} for any number of them, none
 * included. It is matched against the path within the application as the container decoded it, so that another
 * spelling of the same path is the same path. Immutable.
 */
public final class PathPattern {
    private final String text;
    private final List<String> segments;
    private final boolean open;

    private PathPattern(String text, List<String> segments, boolean open) {
        this.text = text;
        this.segments = segments;
        this.open = open;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is not one, saying what is wrong
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw wrong(text, "it must begin with /");
        }
        List<String> segments = new ArrayList<>(List.of(text.substring(1).split("/", -1)));
        boolean open = segments.get(segments.size() - 1).equals("**");
        if (open) {
            segments.remove(segments.size() - 1);
        }
        segments.forEach(segment -> check(text, segment));
        return new PathPattern(text, List.copyOf(segments), open);
    }

    private static void check(String text, String segment) {
        if (segment.equals("**")) {
            throw wrong(text, "** must be its last segment");
        }
        boolean hole = segment.equals("*") || segment.matches("\\{[A-Za-z][A-Za-z0-9_-]*}");
        if (!hole && (segment.contains("*") || segment.contains("{") || segment.contains("}"))) {
            throw wrong(text, "* and {name} each stand for a whole segment");
        }
        if (segment.contains("?") || segment.contains("#") || segment.contains(";")) {
            throw wrong(text, "it is a path, without ?, # or ;");
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("path is \"" + text + "\": " + why);
    }

    /** Whether a path within the application, beginning with a slash, fits. */
    public boolean matches(String path) {
        return matches(path, null);
    }

    /**
     * Whether the path of a request fits: of every request this is asked, so the two are not joined.
     *
     * @param servletPath as the container tells it
     * @param pathInfo the same; it begins with a slash, and so no segment is of both
     */
    public boolean matches(String servletPath, @Nullable String pathInfo) {
        String path = servletPath;
        // wrappers have been seen to give an empty one where there is none
        @Nullable String next = pathInfo == null || pathInfo.isEmpty() ? null : pathInfo;
        if (path.isEmpty()) {
            path = next == null ? "/" : next;
            next = null;
        }
        int from = 1;
        for (int i = 0; i < segments.size(); i++) {
            if (from > path.length()) {
                if (next == null) {
                    return false;
                }
                path = next;
                next = null;
                from = 1;
            }
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (!fits(segments.get(i), path, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return open || (from > path.length() && next == null);
    }

    /** What the named holes stand for in a path that fits, by their names, in their order. */
    public Map<String, String> variables(String path) {
        Map<String, String> variables = new LinkedHashMap<>();
        String[] found = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                variables.put(segment.substring(1, segment.length() - 1), found[i]);
            }
        }
        return variables;
    }

    private static boolean fits(String segment, String path, int from, int to) {
        if (segment.equals("*") || segment.startsWith("{")) {
            return to > from;
        }
        return segment.length() == to - from && path.startsWith(segment, from);
    }

    @Override
    public String toString() {
        return text;
    }
}
