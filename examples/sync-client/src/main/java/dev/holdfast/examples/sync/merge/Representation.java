package dev.holdfast.examples.sync.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** JSON objects as values. */
public final class Representation {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // 12.30 stays 12.30
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    // 12.5 and 12.50 are one number
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : (one.equals(other) ? 0 : 1);

    private Representation() {}

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ObjectNode of(String json) {
        return find(json).orElseThrow(() -> new IllegalArgumentException("Not a JSON object: " + json));
    }

    /** Reads an object; empty if it is none. */
    public static Optional<ObjectNode> find(String json) {
        return tree(json).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    /** Reads any JSON; empty if it is none. */
    public static Optional<JsonNode> tree(String json) {
        try {
            return Optional.ofNullable(MAPPER.readTree(json)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    public static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    public static boolean same(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    /** A copy with some fields set. */
    public static ObjectNode with(ObjectNode representation, ObjectNode changes) {
        ObjectNode changed = representation.deepCopy();
        changed.setAll(changes);
        return changed;
    }

    /** A copy without some fields. */
    public static ObjectNode without(ObjectNode representation, Collection<String> fields) {
        return representation.deepCopy().remove(fields);
    }
}
