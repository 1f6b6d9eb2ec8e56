package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.history.Conflict;
import dev.holdfast.examples.tunnel.history.Decision;
import dev.holdfast.examples.tunnel.history.Resolution;
import dev.holdfast.examples.tunnel.history.Resolution.Way;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** How a user decides: about conflicts, and about what there is nothing to write to any more. One thread. */
final class Decisions {
    /** Of what was deleted before this device knew of it, and of what was changed before it was deleted. */
    private static final Set<Integer> GONE = Set.of(404, 412);

    private final Device device;
    private final Form form;
    private final DiaryPages diary;

    Decisions(Device device, Form form, DiaryPages diary) {
        this.device = device;
        this.form = form;
        this.diary = diary;
    }

    /** Resolves each conflict in one of the ways that there are. */
    void resolve(long mind) {
        SplittableRandom chance = new SplittableRandom(mind);
        for (JsonNode conflict : device.ask("conflicts").path("conflicts")) {
            String action = conflict.path("action").asText();
            diary.shown(action);
            Conflict shown = shown(conflict);
            // Before it is sent, as its answer may be lost with the client
            diary.decided(new Decision(device.name(), shown.chain()));
            resolve(shown, conflict.path("fields"), chance);
        }
    }

    private Conflict shown(JsonNode conflict) {
        return new Conflict(
                device.name(),
                conflict.path("action").asText(),
                since(conflict),
                Json.written(conflict.path("base")),
                Json.fields(conflict.path("mine")),
                Json.written(conflict.path("latest")));
    }

    private void resolve(Conflict conflict, JsonNode contested, SplittableRandom chance) {
        int way = chance.nextInt(4);
        if (way == 0) {
            resolve("latest", new Resolution(conflict, Way.LATEST, Set.of()));
        } else if (way == 1 || conflict.mine() == null) {
            resolve("mine", new Resolution(conflict, Way.MINE, Set.of()));
        } else {
            merge(conflict, contested, chance);
        }
    }

    private void merge(Conflict conflict, JsonNode contested, SplittableRandom chance) {
        StringJoiner merge = new StringJoiner(" ");
        merge.add("merge");
        Set<String> mine = new HashSet<>();
        for (JsonNode field : contested) {
            boolean own = chance.nextBoolean();
            if (own) {
                mine.add(field.asText());
            }
            merge.add(field.asText() + "=" + (own ? "mine" : "latest"));
        }
        resolve(merge.toString(), new Resolution(conflict, Way.MERGE, mine));
    }

    private void resolve(String way, Resolution resolution) {
        form.send("resolve", resolution.conflict().action() + " " + way, 1, resolution);
    }

    /** Gives up what was written to expenses that have been deleted. */
    void tidy() {
        for (JsonNode operation : device.ask("outbox").path("operations")) {
            if (operation.path("state").asText().equals("PARKED")
                    && GONE.contains(operation.path("status").asInt())) {
                discard(operation);
            }
        }
    }

    private void discard(JsonNode operation) {
        String action = operation.path("action").asText();
        diary.shown(action);
        diary.decided(new Decision(device.name(), List.of(action)));
        JsonNode unused = device.ask("discard " + action);
    }

    private List<String> since(JsonNode what) {
        return diary.since(
                device.name(),
                what.path("action").asText(),
                what.path("resource").asLong());
    }
}
