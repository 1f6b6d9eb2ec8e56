package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.history.Decision;
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
            String way = way(conflict, chance);
            if (isGivingUp(way)) {
                // Before it is sent, as its answer may be lost with the client
                gaveUp(conflict);
            }
            form.send("resolve", action + " " + way, 1);
        }
    }

    /** A merge that takes nothing of the user's may be one, too. */
    private static boolean isGivingUp(String way) {
        return way.contains("latest") && !way.contains("mine");
    }

    private static String way(JsonNode conflict, SplittableRandom chance) {
        int way = chance.nextInt(4);
        boolean mergeable = conflict.hasNonNull("mine") && conflict.hasNonNull("latest");
        if (way == 0 || !conflict.hasNonNull("latest")) {
            return "latest";
        }
        return way == 1 || !mergeable ? "mine" : merge(conflict, chance);
    }

    private static String merge(JsonNode conflict, SplittableRandom chance) {
        StringJoiner merge = new StringJoiner(" ");
        merge.add("merge");
        for (JsonNode field : conflict.path("fields")) {
            merge.add(field.asText() + "=" + (chance.nextBoolean() ? "mine" : "latest"));
        }
        return merge.toString();
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
        gaveUp(operation);
        JsonNode unused = device.ask("discard " + action);
    }

    private void gaveUp(JsonNode what) {
        diary.decided(new Decision(device.name(), what.path("resource").asLong()));
    }
}
