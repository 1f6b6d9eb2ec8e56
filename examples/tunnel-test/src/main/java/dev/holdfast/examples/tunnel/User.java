package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.tunnel.Screen.Item;
import dev.holdfast.examples.tunnel.history.Intent;
import java.util.Optional;

/** Somebody at a device. One thread. */
final class User {
    /** Each gets a little further than the one before. */
    private static final int MOST_PULLS = 4;

    private final Device device;
    private final Form form;
    private final Decisions decisions;
    private final Values values;

    User(Device device, Form form, Decisions decisions, Values values) {
        this.device = device;
        this.form = form;
        this.decisions = decisions;
        this.values = values;
    }

    Device device() {
        return device;
    }

    /** Takes a step. */
    void take(Choice choice) {
        switch (choice.act()) {
            case CREATE -> create(choice);
            case EDIT_AMOUNT, EDIT_NOTE, EDIT_BOTH -> edit(choice);
            case DELETE -> delete(choice);
            case REFRESH -> pullToRefresh();
            case RESOLVE -> decisions.resolve(choice.mind());
            case TIDY -> decisions.tidy();
        }
    }

    private void create(Choice choice) {
        ObjectNode fields = values.next(Act.CREATE);
        form.send("create", quoted(fields), taps(choice), new Intent.Create(Json.written(fields)));
    }

    private void edit(Choice choice) {
        ObjectNode fields = values.next(choice.act());
        Optional<Item> item = screen().hot(choice.where());
        item.ifPresentOrElse(found -> edit(found, fields, taps(choice)), () -> create(choice));
    }

    private void edit(Item item, ObjectNode fields, int taps) {
        form.send("edit", item.resource() + " " + quoted(fields), taps, new Intent.Edit(Json.typed(fields)));
    }

    private void delete(Choice choice) {
        Screen screen = screen();
        if (!screen.isNearlyEmpty()) {
            screen.hot(choice.where())
                    .ifPresent(item ->
                            form.send("delete", Long.toString(item.resource()), taps(choice), new Intent.Delete()));
        }
    }

    private void pullToRefresh() {
        int pulls = 1;
        while (!refresh() && pulls < MOST_PULLS) {
            pulls++;
        }
    }

    /** False if the network did not let it be complete. */
    boolean refresh() {
        return !device.ask("refresh").has("error");
    }

    /** Sees to what is left, as far as that goes now. True if nothing is. */
    boolean finish(long mind) {
        JsonNode unused = device.ask("sync");
        decisions.resolve(mind);
        decisions.tidy();
        return refresh() && isAtRest();
    }

    boolean isAtRest() {
        JsonNode measures = device.ask("measures");
        return undelivered(measures) == 0
                && measures.path("conflicts").asInt() == 0
                && measures.path("parked").asInt() == 0;
    }

    int undelivered() {
        return undelivered(device.ask("measures"));
    }

    private static int undelivered(JsonNode measures) {
        return measures.path("undelivered").asInt();
    }

    Screen screen() {
        return Screen.of(device.ask("list"));
    }

    private static int taps(Choice choice) {
        return choice.twice() ? 2 : 1;
    }

    private static String quoted(ObjectNode json) {
        return "'" + json + "'";
    }
}
