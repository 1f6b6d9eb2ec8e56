package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Replica.Representation;
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
    private final Set<String> shown = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private final List<Operation> outboxes = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, Representation> client = new HashMap<>();
    private final Map<String, Representation> server = new HashMap<>();

    static Fields fields(int amount) {
        return new Fields(BigDecimal.valueOf(amount), "note " + amount);
    }

    Story told(String action) {
        acknowledgements.add(new Acknowledgement(PHONE, action, "something"));
        return this;
    }

    Story gaveUp() {
        decisions.add(new Decision(PHONE, 1));
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
        return told(action).entry(action, "POST", fields(amount), null, State.DELIVERED, 201, null);
    }

    Story edited(String action, int amount, int over) {
        return told(action).entry(action, "PUT", fields(amount), fields(over), State.DELIVERED, 200, null);
    }

    Story deleted(String action, int over) {
        return told(action).entry(action, "DELETE", null, fields(over), State.DELIVERED, 204, null);
    }

    /** An edit that ended otherwise. */
    Story edit(String action, State state, @Nullable Integer status, @Nullable String settledBy) {
        return told(action).entry(action, "PUT", fields(9), fields(1), state, status, settledBy);
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
        Diary diary = new Diary(acknowledgements, decisions, shown, contradictions);
        Replica phone = new Replica(PHONE, client);
        return Verdict.of(new History(diary, outboxes, effects, List.of(phone), new Replica("the server", server)));
    }
}
