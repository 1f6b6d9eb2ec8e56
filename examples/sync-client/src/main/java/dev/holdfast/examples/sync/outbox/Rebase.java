package dev.holdfast.examples.sync.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.Representation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an edit out of a chain: each of those that were made on top of it keeps the changes of its own, and no other. */
final class Rebase {
    private Rebase() {}

    /** The chain without its head. */
    static List<Operation> without(List<Operation> chain) {
        List<Operation> rebased = new ArrayList<>();
        Operation refused = chain.get(0);
        String base = refused.base();
        for (Operation next : chain.subList(1, chain.size())) {
            boolean first = rebased.isEmpty();
            Operation moved = next.on(
                    first ? refused.ifMatch() : next.ifMatch(),
                    base,
                    body(next, base),
                    first ? refused.after() : next.after());
            rebased.add(moved);
            base = moved.isDelete() ? base : moved.result().toString();
        }
        return rebased;
    }

    private static String body(Operation operation, @Nullable String newBase) {
        if (operation.isDelete()) {
            return operation.body();
        }
        ObjectNode before = of(operation.base());
        ObjectNode now = of(newBase);
        ObjectNode body = of(operation.body());
        for (String field : fields(body)) {
            JsonNode was = before.get(field);
            boolean own = was == null || !Representation.same(was, body.get(field));
            if (!own && now.has(field)) {
                body.set(field, now.get(field));
            } else if (!own) {
                body.remove(field);
            }
        }
        return body.toString();
    }

    private static List<String> fields(ObjectNode representation) {
        List<String> fields = new ArrayList<>();
        representation.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static ObjectNode of(@Nullable String json) {
        return json == null || json.isEmpty() ? Representation.empty() : Representation.of(json);
    }
}
