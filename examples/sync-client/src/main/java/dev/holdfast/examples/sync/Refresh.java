package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.http.Fetched;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.LocalResource;
import dev.holdfast.examples.sync.outbox.Resources;
import dev.holdfast.examples.sync.outbox.Resources.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the copies up to date: the collection tells which resources there are, and each one that differs is read with the
 * entity tag of the copy, so that what is current costs no body. Thread-safe.
 */
final class Refresh {
    private final Resources resources;
    private final SyncApi api;
    private final String collection;

    Refresh(Resources resources, SyncApi api, String collection) {
        this.resources = resources;
        this.api = api;
        this.collection = collection;
    }

    RefreshReport run() {
        // Before the read: what is delivered during it is newer than what it tells
        Map<String, LocalResource> known = known();
        Tally tally = new Tally();
        Set<String> listed = new HashSet<>();
        for (JsonNode item : list()) {
            String path = collection + "/" + item.path("id").asText();
            listed.add(path);
            update(path, item, Optional.ofNullable(known.get(path)), tally);
        }
        known.forEach((path, resource) -> {
            if (!listed.contains(path) && resources.remove(resource)) {
                tally.removed++;
            }
        });
        // One that cannot be read does not keep the others from being read
        if (tally.failure != null) {
            throw new RefreshException(tally.failure);
        }
        return tally.report();
    }

    private Map<String, LocalResource> known() {
        Map<String, LocalResource> known = new HashMap<>();
        for (LocalResource resource : resources.all()) {
            if (resource.path() != null) {
                known.put(resource.path(), resource);
            }
        }
        return known;
    }

    private JsonNode list() {
        Optional<Collection> cached = resources.collection(collection);
        Fetched fetched = api.fetch(collection, cached.map(Collection::tag).orElse(null));
        if (fetched instanceof Fetched.NotModified && cached.isPresent()) {
            return array(cached.get().body());
        }
        if (fetched instanceof Fetched.Current current) {
            JsonNode list = array(current.body());
            if (current.tag() != null) {
                resources.rememberCollection(collection, new Collection(current.tag(), current.body()));
            }
            return list;
        }
        throw new RefreshException(reason(fetched));
    }

    private static JsonNode array(String body) {
        return Representation.tree(body)
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new RefreshException("The server's list is not a JSON array"));
    }

    private static String reason(Fetched fetched) {
        if (fetched instanceof Fetched.Failed failed) {
            return failed.answer().reason();
        }
        return fetched instanceof Fetched.Refused refused ? refused.reason() : "The server does not have it";
    }

    private void update(String path, JsonNode item, Optional<LocalResource> known, Tally tally) {
        if (known.isPresent() && isCurrent(known.get(), item)) {
            tally.notModified++;
            return;
        }
        Optional<LocalResource> exact = known.filter(resource -> resource.exact() && !resource.gone());
        Fetched fetched = api.fetch(path, exact.map(LocalResource::tag).orElse(null));
        if (fetched instanceof Fetched.Current current
                && Representation.find(current.body()).isPresent()) {
            Optional<String> tag = Optional.ofNullable(current.tag());
            boolean taken = known.map(resource -> resources.refresh(resource, tag, current.body()))
                    .orElseGet(() -> resources.add(path, tag, current.body()));
            tally.changed += taken ? 1 : 0;
        } else if (fetched instanceof Fetched.NotModified) {
            tally.notModified++;
        } else if (!(fetched instanceof Fetched.Absent)) {
            tally.failure = reason(fetched);
        }
    }

    private static boolean isCurrent(LocalResource known, JsonNode item) {
        Optional<ObjectNode> copy = Optional.ofNullable(known.body()).flatMap(Representation::find);
        return known.exact()
                && !known.gone()
                && known.tag() != null
                && copy.isPresent()
                && Representation.same(copy.get(), item);
    }

    private static final class Tally {
        private int changed;
        private int notModified;
        private int removed;
        private @Nullable String failure;

        RefreshReport report() {
            return new RefreshReport(changed, notModified, removed);
        }
    }
}
