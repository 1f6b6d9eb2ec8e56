package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A response's header fields at one moment. Two of them, taken before and after the chain ran, tell what the chain set
 * apart from what outer filters had set. Immutable.
 */
final class HeaderSnapshot {
    /** RFC 9110 section 7.6.1, and fields that belong to one message rather than to what it says. */
    private static final Set<String> OF_ONE_MESSAGE = caseInsensitive(List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "TE",
            "Transfer-Encoding",
            "Upgrade",
            "Date",
            // kept apart: containers list these two among the fields, or do not
            "Content-Type",
            "Content-Length"));

    private final Map<String, List<String>> fields;
    private final @Nullable String contentType;

    private HeaderSnapshot(Map<String, List<String>> fields, @Nullable String contentType) {
        this.fields = fields;
        this.contentType = contentType;
    }

    static HeaderSnapshot of(HttpServletResponse response) {
        Collection<String> names = response.getHeaderNames();
        if (names.isEmpty()) {
            return new HeaderSnapshot(Map.of(), response.getContentType());
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            if (seen.add(name)) {
                fields.put(name, List.copyOf(response.getHeaders(name)));
            }
        }
        String type = response.getHeader("Content-Type");
        // where it is listed, it is spelled as it will be sent
        return new HeaderSnapshot(fields, type != null ? type : response.getContentType());
    }

    /** Sets these fields on a response that has none. */
    void applyTo(HttpServletResponse response) {
        fields.forEach((name, values) -> new HeaderChange(name, values, true).applyTo(response));
        if (contentType != null) {
            response.setContentType(contentType);
        }
    }

    /** What turned {@code earlier} into this. */
    List<HeaderChange> since(HeaderSnapshot earlier) {
        List<HeaderChange> changes = new ArrayList<>();
        if (!Objects.equals(contentType, earlier.contentType)) {
            List<String> value = contentType == null ? List.of() : List.of(contentType);
            changes.add(new HeaderChange("Content-Type", value, true));
        }
        Map<String, List<String>> before = caseInsensitive(earlier.fields);
        Set<String> nominated = nominatedByConnection();
        Map<String, List<String>> now = caseInsensitive(fields);
        before.forEach((name, values) -> {
            if (!now.containsKey(name) && !OF_ONE_MESSAGE.contains(name)) {
                changes.add(new HeaderChange(name, List.of(), true));
            }
        });
        fields.forEach((name, values) -> {
            if (!OF_ONE_MESSAGE.contains(name) && !nominated.contains(name)) {
                change(name, before.getOrDefault(name, List.of()), values).ifPresent(changes::add);
            }
        });
        return changes;
    }

    private static Optional<HeaderChange> change(String name, List<String> before, List<String> after) {
        if (after.isEmpty() || after.equals(before)) {
            return Optional.empty();
        }
        boolean extended =
                after.size() > before.size() && after.subList(0, before.size()).equals(before);
        return Optional.of(
                extended
                        ? new HeaderChange(name, after.subList(before.size(), after.size()), before.isEmpty())
                        : new HeaderChange(name, after, true));
    }

    private Set<String> nominatedByConnection() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        caseInsensitive(fields).getOrDefault("Connection", List.of()).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .forEach(names::add);
        return names;
    }

    private static Set<String> caseInsensitive(List<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }

    private static Map<String, List<String>> caseInsensitive(Map<String, List<String>> fields) {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.putAll(fields);
        return map;
    }
}
