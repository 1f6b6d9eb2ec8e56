package dev.holdfast.examples.tunnel.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conflict as a device showed it.
 *
 * @param action what met somebody else's
 * @param chain that, and what its user had done to the expense since, in this order, as the user remembers it
 * @param base what the user began with
 * @param mine what the user made of it; none for a delete
 * @param latest what the server has
 */
public record Conflict(
        String device,
        String action,
        List<String> chain,
        Fields base,
        @Nullable Fields mine,
        Fields latest) {
    /** Takes them. */
    public Conflict {
        chain = List.copyOf(chain);
    }

    boolean isAbout(Operation operation) {
        return device.equals(operation.device()) && chain.contains(operation.action());
    }
}
