package dev.holdfast.examples.sync.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What two people made of one representation, field by field: a field that only one of them changed is as that one has it; a
 * field that both changed, differently, needs a {@link Choice}. An absent field is a value like another; objects and lists
 * are whole values. Immutable as long as its objects are left alone.
 *
 * @param base what both began with
 * @param mine what the user of this device made of it
 * @param latest what the server has
 */
public record ThreeWayMerge(ObjectNode base, ObjectNode mine, ObjectNode latest) {

    /** Whose value of a field is kept. */
    public enum Choice {
        MINE,
        LATEST
    }

    /** The fields that both changed, differently, in the order of {@code mine}. */
    public Set<String> contested() {
        Set<String> contested = new LinkedHashSet<>();
        for (String field : fields()) {
            if (decide(field) == null) {
                contested.add(field);
            }
        }
        return contested;
    }

    /**
     * Merges.
     *
     * @throws IllegalArgumentException if a contested field has no choice, or a field that is not contested has one
     */
    public ObjectNode merged(Map<String, Choice> choices) {
        requireFor(contested(), choices.keySet());
        ObjectNode merged = Representation.empty();
        for (String field : fields()) {
            Choice choice = decide(field);
            Choice made = choice == null ? Objects.requireNonNull(choices.get(field)) : choice;
            JsonNode value = value(made == Choice.MINE ? mine : latest, field);
            if (!value.isMissingNode()) {
                merged.set(field, value);
            }
        }
        return merged;
    }

    private static void requireFor(Set<String> contested, Set<String> chosen) {
        for (String field : contested) {
            if (!chosen.contains(field)) {
                throw new IllegalArgumentException("Both changed " + field + ": choose mine or latest");
            }
        }
        for (String field : chosen) {
            if (!contested.contains(field)) {
                throw new IllegalArgumentException("There is nothing to choose for " + field);
            }
        }
    }

    private Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        mine.fieldNames().forEachRemaining(fields::add);
        latest.fieldNames().forEachRemaining(fields::add);
        base.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private @Nullable Choice decide(String field) {
        JsonNode before = value(base, field);
        JsonNode ours = value(mine, field);
        JsonNode theirs = value(latest, field);
        if (Representation.same(ours, before) || Representation.same(ours, theirs)) {
            return Choice.LATEST;
        }
        return Representation.same(theirs, before) ? Choice.MINE : null;
    }

    private static JsonNode value(ObjectNode representation, String field) {
        return Objects.requireNonNullElse(representation.get(field), MissingNode.getInstance());
    }
}
