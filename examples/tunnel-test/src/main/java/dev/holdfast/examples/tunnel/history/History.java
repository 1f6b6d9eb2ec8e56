package dev.holdfast.examples.tunnel.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * A whole run, after its end.
 *
 * @param outboxes the operations of all clients, each client's in order of entering
 * @param effects in the order of the database
 */
public record History(
        Diary diary, List<Operation> outboxes, List<Effect> effects, List<Replica> clients, Replica server) {
    /** Takes it. */
    public History {
        outboxes = List.copyOf(outboxes);
        effects = List.copyOf(effects);
        clients = List.copyOf(clients);
    }

    /** How often clients sent something. */
    public int attempts() {
        return outboxes.stream().mapToInt(Operation::attempts).sum();
    }

    /** How many operations met somebody else's, as users were shown. */
    public int conflicts() {
        return diary.conflictsShown().size();
    }

    Stream<Operation> delivered() {
        return outboxes.stream().filter(operation -> operation.is(State.DELIVERED));
    }
}
