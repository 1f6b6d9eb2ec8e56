package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.Screen.Item;
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
        form.send("create", quoted(values.next(Act.CREATE)), taps(choice));
    }

    private void edit(Choice choice) {
        String fields = quoted(values.next(choice.act()));
        Optional<Item> item = screen().hot(choice.where());
        item.ifPresentOrElse(
                found -> form.send("edit", found.resource() + " " + fields, taps(choice)), () -> create(choice));
    }

    private void delete(Choice choice) {
        Screen screen = screen();
        if (!screen.isNearlyEmpty()) {
            screen.hot(choice.where())
                    .ifPresent(item -> form.send("delete", Long.toString(item.resource()), taps(choice)));
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

    private static String quoted(String json) {
        return "'" + json + "'";
    }
}
