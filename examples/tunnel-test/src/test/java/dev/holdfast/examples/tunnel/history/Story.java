package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Replica.Representation;
import dev.holdfast.examples.tunnel.history.Resolution.Way;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history that is made by hand. */
final class Story {
    static final String PHONE = "phone";
    static final String PATH = "/v1/expenses/1";

    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Resolution> sentNothing = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private final List<Operation> outboxes = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, Representation> client = new HashMap<>();
    private final Map<String, Representation> server = new HashMap<>();

    static Fields fields(int amount) {
        return new Fields(BigDecimal.valueOf(amount), "note " + amount);
    }

    static Fields fields(int amount, String note) {
        return new Fields(BigDecimal.valueOf(amount), note);
    }

    /** What a user types into the amount; {@link #fields(int)} has the note that belongs to it. */
    static Intent amount(int amount) {
        return new Intent.Edit(new Typed(fields(amount).amount(), null));
    }

    static Intent note(int amount) {
        return new Intent.Edit(new Typed(null, fields(amount).note()));
    }

    static Intent both(int amount) {
        return new Intent.Edit(new Typed(fields(amount).amount(), fields(amount).note()));
    }

    /** A resolution of what met a server that has 3. */
    static Resolution resolution(Way way, @Nullable Fields mine, String... chain) {
        return new Resolution(new Conflict(PHONE, chain[0], List.of(chain), fields(1), mine, fields(3)), way, Set.of());
    }

    Story told(String action, Intent intent) {
        return toldOf(1, action, intent);
    }

    Story toldOf(long resource, String action, Intent intent) {
        acknowledgements.add(new Acknowledgement(PHONE, action, resource, intent));
        return this;
    }

    Story decided(String... actions) {
        decisions.add(new Decision(PHONE, List.of(actions)));
        return this;
    }

    Story sentNothing(Resolution resolution) {
        sentNothing.add(resolution);
        return this;
    }

    Story shown(String action) {
        shown.add(action);
        return this;
    }

    Story contradiction() {
        contradictions.add("once so, once otherwise");
        return this;
    }

    Story created(String action, int amount) {
        return told(action, new Intent.Create(fields(amount)))
                .entry(action, "POST", fields(amount), null, State.DELIVERED, 201, null);
    }

    Story edited(String action, int amount, int over) {
        return told(action, both(amount))
                .entry(action, "PUT", fields(amount), fields(over), State.DELIVERED, 200, null);
    }

    Story deleted(String action, int over) {
        return told(action, new Intent.Delete())
                .entry(action, "DELETE", null, fields(over), State.DELIVERED, 204, null);
    }

    /** An edit that ended otherwise. */
    Story edit(String action, State state, @Nullable Integer status, @Nullable String settledBy) {
        return told(action, both(9)).entry(action, "PUT", fields(9), fields(1), state, status, settledBy);
    }

    /** What became of a conflict with a server that had 3. */
    Story resolved(String action, Resolution resolution, Fields body) {
        return told(action, resolution).entry(action, "PUT", body, fields(3), State.DELIVERED, 200, null);
    }

    Story entry(
            String action,
            String method,
            @Nullable Fields body,
            @Nullable Fields base,
            State state,
            @Nullable Integer status,
            @Nullable String settledBy) {
        outboxes.add(new Operation(PHONE, action, 1, method, PATH, body, base, state, 1, status, settledBy));
        return this;
    }

    Story effect(Kind kind, String path, int version, int amount) {
        effects.add(new Effect(effects.size(), kind, path, version, fields(amount)));
        return this;
    }

    Story written(int version, Fields fields) {
        effects.add(new Effect(effects.size(), Kind.EDIT, PATH, version, fields));
        return this;
    }

    Story effect(Kind kind, int version, int amount) {
        return effect(kind, PATH, version, amount);
    }

    Story clientHas(@Nullable String etag, String body) {
        client.put(PATH, new Representation(etag, body));
        return this;
    }

    Story serverHas(@Nullable String etag, String body) {
        server.put(PATH, new Representation(etag, body));
        return this;
    }

    Verdict verdict() {
        Diary diary = new Diary(acknowledgements, decisions, sentNothing, shown, contradictions);
        Replica phone = new Replica(PHONE, client);
        return Verdict.of(new History(diary, outboxes, effects, List.of(phone), new Replica("the server", server)));
    }
}
