package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.tunnel.history.Fields;
import dev.holdfast.examples.tunnel.history.Typed;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The JSON of clients and server. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This is no JSON: " + text, e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static @Nullable String text(JsonNode object, String member) {
        return object.hasNonNull(member) ? object.get(member).asText() : null;
    }

    /** What users write, of a representation or a body. */
    static @Nullable Fields fields(JsonNode representation) {
        return representation.isObject() ? written(representation) : null;
    }

    /** The same, of what is an object. */
    static Fields written(JsonNode representation) {
        return new Fields(amount(representation), representation.path("note").asText());
    }

    /** What a form changes. */
    static Typed typed(JsonNode changes) {
        return new Typed(changes.has("amount") ? amount(changes) : null, text(changes, "note"));
    }

    private static BigDecimal amount(JsonNode representation) {
        return representation.path("amount").decimalValue();
    }
}
