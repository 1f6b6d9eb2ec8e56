package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.history.Acknowledgement;
import dev.holdfast.examples.tunnel.history.Intent;
import dev.holdfast.examples.tunnel.history.Resolution;

/** A form that a user sends: under a name of its own, and perhaps with two taps. One thread. */
final class Form {
    private final Device device;
    private final ActionIds ids;
    private final DiaryPages diary;

    Form(Device device, ActionIds ids, DiaryPages diary) {
        this.device = device;
        this.ids = ids;
        this.diary = diary;
    }

    /**
     * Sends it, and notes what came of it.
     *
     * @param command the command's name
     * @param arguments what comes behind the action's name
     * @param intent what the user means by them
     */
    void send(String command, String arguments, int taps, Intent intent) {
        String action = ids.next();
        String line = command + " --action " + action + " " + arguments;
        JsonNode answer = device.ask(line.strip());
        for (int i = 1; i < taps; i++) {
            requireSame(line, answer, device.ask(line.strip()));
        }
        if (!answer.has("error")) {
            note(action, line, intent, answer);
        }
    }

    private void note(String action, String line, Intent intent, JsonNode answer) {
        String told = Json.text(answer, "action");
        if (told == null && intent instanceof Resolution resolution) {
            diary.sentNothing(resolution);
            return;
        }
        if (!action.equals(told)) {
            diary.contradiction(device.name() + " answered " + answer + " to: " + line);
        }
        long resource = answer.path("resource").asLong();
        diary.acknowledged(new Acknowledgement(device.name(), action, resource, intent));
    }

    private void requireSame(String line, JsonNode first, JsonNode second) {
        if (!first.has("error") && !first.equals(second)) {
            diary.contradiction(device.name() + " answered " + first + " and then " + second + " to: " + line);
        }
    }
}
