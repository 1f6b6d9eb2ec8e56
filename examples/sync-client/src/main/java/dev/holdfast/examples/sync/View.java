package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.outbox.Seen;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the user sees it: what the server has, with what waits to be sent laid over.
 *
 * @param resource the client's own number for it
 * @param path absent before the create is delivered
 * @param tag the entity tag of {@code body}
 * @param body the last representation from the server, to the byte as far as it is {@code exact}
 * @param shown what is shown; absent while a delete waits
 * @param after the undelivered action whose result is shown
 * @param parkedCreate the create that was refused, if the server does not have the resource for that reason
 */
public record View(
        long resource,
        @Nullable String path,
        @Nullable String tag,
        @Nullable String body,
        boolean exact,
        @Nullable ObjectNode shown,
        State state,
        @Nullable String after,
        @Nullable String parkedCreate) {

    /** What a user is told by a badge. */
    public enum State {
        SYNCED,
        PENDING,
        CONFLICT,
        PARKED
    }

    Seen seen() {
        if (shown == null) {
            throw new IllegalStateException("Resource " + resource + " is being deleted");
        }
        return new Seen(resource, tag, shown.toString(), after);
    }
}
