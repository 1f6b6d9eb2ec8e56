package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.history.Replica;
import dev.holdfast.examples.tunnel.history.Replica.Representation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of expenses on a device. */
record Screen(List<Item> items) {
    private static final int HOT = 6;

    /** An expense. */
    record Item(
            long resource,
            @Nullable String path,
            @Nullable String etag,
            @Nullable String body,
            String state,
            boolean visible) {

        boolean isEditable() {
            return visible && (state.equals("SYNCED") || state.equals("PENDING"));
        }

        /** The server's order, on which all devices agree. */
        long age() {
            return path == null ? Long.MAX_VALUE : Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        }
    }

    static Screen of(JsonNode answer) {
        List<Item> items = new ArrayList<>();
        answer.path("resources").forEach(resource -> items.add(item(resource)));
        return new Screen(items);
    }

    private static Item item(JsonNode resource) {
        return new Item(
                resource.path("resource").asLong(),
                Json.text(resource, "path"),
                Json.text(resource, "etag"),
                Json.text(resource, "body"),
                resource.path("state").asText(),
                resource.hasNonNull("shown"));
    }

    /** One of the newest expenses, so that users meet. */
    Optional<Item> hot(double where) {
        List<Item> editable = editable();
        List<Item> hot = editable.subList(Math.max(0, editable.size() - HOT), editable.size());
        return hot.isEmpty() ? Optional.empty() : Optional.of(hot.get((int) (where * hot.size())));
    }

    private List<Item> editable() {
        return items.stream()
                .filter(Item::isEditable)
                .sorted(Comparator.comparingLong(Item::age).thenComparingLong(Item::resource))
                .toList();
    }

    boolean isNearlyEmpty() {
        return editable().size() < HOT;
    }

    /** What the device has of the server's. */
    Replica replica(String device) {
        Map<String, Representation> all = new HashMap<>();
        for (Item item : items) {
            if (item.path() != null && item.body() != null) {
                all.put(item.path(), new Representation(item.etag(), item.body()));
            }
        }
        return new Replica(device, all);
    }
}
