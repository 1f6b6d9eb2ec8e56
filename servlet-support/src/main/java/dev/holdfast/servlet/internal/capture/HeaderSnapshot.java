package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private final List<Field> fields;
    private final @Nullable String contentType;

    private HeaderSnapshot(List<Field> fields, @Nullable String contentType) {
        this.fields = fields;
        this.contentType = contentType;
    }

    private record Field(String name, List<String> values) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    static HeaderSnapshot of(HttpServletResponse response) {
        Collection<String> names = response.getHeaderNames();
        if (names.isEmpty()) {
            return new HeaderSnapshot(List.of(), response.getContentType());
        }
        List<Field> fields = new ArrayList<>(names.size());
        for (String name : names) {
            if (find(name, fields) == null) {
                fields.add(new Field(name, List.copyOf(response.getHeaders(name))));
            }
        }
        String type = response.getHeader("Content-Type");
        // where it is listed, it is spelled as it will be sent
        return new HeaderSnapshot(fields, type != null ? type : response.getContentType());
    }

    /** There are so few of them that a map would be slower. */
    private static @Nullable Field find(String name, List<Field> fields) {
        for (Field field : fields) {
            if (field.is(name)) {
                return field;
            }
        }
        return null;
    }

    private List<String> values(String name) {
        Field field = find(name, fields);
        return field == null ? List.of() : field.values();
    }

    /** Sets these fields on a response that has none. */
    void applyTo(HttpServletResponse response) {
        fields.forEach(field -> new HeaderChange(field.name(), field.values(), true).applyTo(response));
        if (contentType != null) {
            response.setContentType(contentType);
        }
    }

    /** What turned {@code earlier} into this. */
    List<HeaderChange> since(HeaderSnapshot earlier) {
        List<HeaderChange> changes = new ArrayList<>(fields.size() + 1);
        if (!Objects.equals(contentType, earlier.contentType)) {
            List<String> value = contentType == null ? List.of() : List.of(contentType);
            changes.add(new HeaderChange("Content-Type", value, true));
        }
        for (Field field : earlier.fields) {
            if (!OF_ONE_MESSAGE.contains(field.name()) && find(field.name(), fields) == null) {
                changes.add(new HeaderChange(field.name(), List.of(), true));
            }
        }
        Set<String> nominated = nominatedByConnection();
        for (Field field : fields) {
            if (!OF_ONE_MESSAGE.contains(field.name()) && !nominated.contains(field.name())) {
                change(field, earlier.values(field.name())).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Optional<HeaderChange> change(Field field, List<String> before) {
        List<String> after = field.values();
        if (after.isEmpty() || after.equals(before)) {
            return Optional.empty();
        }
        boolean extended =
                after.size() > before.size() && after.subList(0, before.size()).equals(before);
        List<String> added = extended && !before.isEmpty() ? after.subList(before.size(), after.size()) : after;
        return Optional.of(new HeaderChange(field.name(), added, !extended || before.isEmpty()));
    }

    private Set<String> nominatedByConnection() {
        List<String> values = values("Connection");
        if (values.isEmpty()) {
            return Set.of();
        }
        return caseInsensitive(values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .toList());
    }

    private static Set<String> caseInsensitive(List<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }
}
