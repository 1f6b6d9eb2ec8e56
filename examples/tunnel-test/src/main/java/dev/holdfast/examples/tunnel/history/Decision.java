package dev.holdfast.examples.tunnel.history;

import java.util.List;
import java.util.stream.Stream;

/** A user has decided what becomes of these actions: they resolved the conflict that they are in, or gave them up. */
public record Decision(String device, List<String> actions) {
    /** Takes it. */
    public Decision {
        actions = List.copyOf(actions);
    }

    Stream<Name> names() {
        return actions.stream().map(action -> new Name(device, action));
    }
}
