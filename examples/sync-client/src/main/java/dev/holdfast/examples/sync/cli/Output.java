package dev.holdfast.examples.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.Conflict;
import dev.holdfast.examples.sync.View;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.merge.ThreeWayMerge;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.QueueMeasures;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers as JSON. */
final class Output {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Output() {}

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ObjectNode error(String sentence) {
        return object().put("error", sentence);
    }

    static <T> ObjectNode list(String name, List<T> items, Function<T, ObjectNode> item) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(each -> array.add(item.apply(each)));
        return object().set(name, array);
    }

    static ObjectNode stored(Operation operation) {
        return object().put("action", operation.opId()).put("resource", operation.resource());
    }

    static ObjectNode view(View view) {
        ObjectNode json = object().put("resource", view.resource())
                .put("path", view.path())
                .put("etag", view.tag())
                .put("body", view.body())
                .put("exact", view.exact());
        json.set("shown", nullable(view.shown()));
        return json.put("state", view.state().name());
    }

    static ObjectNode conflict(Conflict conflict) {
        ObjectNode json = object().put("action", conflict.action()).put("resource", conflict.resource());
        json.set("base", conflict.base());
        json.set("mine", nullable(conflict.mine()));
        json.set("latest", conflict.latest());
        json.put("latestEtag", conflict.latestTag());
        ArrayNode fields = json.putArray("fields");
        conflict.merge().map(ThreeWayMerge::contested).ifPresent(contested -> contested.forEach(fields::add));
        return json;
    }

    static ObjectNode operation(Operation operation) {
        ObjectNode json = stored(operation).put("path", operation.endpoint()).put("method", operation.method());
        json.set("body", parsed(operation.body()));
        json.set("base", parsed(operation.base()));
        json.put("ifMatch", operation.ifMatch())
                .put("state", operation.state().name())
                .put("attempts", operation.attempts());
        json.set("status", operation.status() == 0 ? JSON.nullNode() : JSON.numberNode(operation.status()));
        return json.put("reason", operation.reason()).put("settledBy", operation.settledBy());
    }

    static ObjectNode measures(QueueMeasures measures) {
        return object().put("undelivered", measures.undelivered())
                .put("oldestUndeliveredSeconds", measures.oldestUndelivered().toSeconds())
                .put("conflicts", measures.conflicts())
                .put("parked", measures.parked())
                .put("walBytes", measures.walBytes());
    }

    private static JsonNode parsed(@Nullable String json) {
        return json == null || json.isEmpty() ? JSON.nullNode() : Representation.of(json);
    }

    private static JsonNode nullable(@Nullable ObjectNode object) {
        return object == null ? JSON.nullNode() : object;
    }
}
