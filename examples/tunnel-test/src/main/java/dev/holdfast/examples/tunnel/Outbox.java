package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.history.Operation;
import dev.holdfast.examples.tunnel.history.State;
import java.util.ArrayList;
import java.util.List;

/** A client's outbox, as it tells it. */
final class Outbox {
    private Outbox() {}

    static List<Operation> of(Device device) {
        List<Operation> operations = new ArrayList<>();
        device.ask("outbox").path("operations").forEach(entry -> operations.add(operation(device.name(), entry)));
        return operations;
    }

    private static Operation operation(String device, JsonNode entry) {
        return new Operation(
                device,
                entry.path("action").asText(),
                entry.path("resource").asLong(),
                entry.path("method").asText(),
                Json.text(entry, "path"),
                Json.fields(entry.path("body")),
                Json.fields(entry.path("base")),
                State.valueOf(entry.path("state").asText()),
                entry.path("attempts").asInt(),
                entry.hasNonNull("status") ? entry.get("status").asInt() : null,
                Json.text(entry, "settledBy"));
    }
}
