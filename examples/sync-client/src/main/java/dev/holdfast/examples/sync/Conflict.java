package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.ThreeWayMerge;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two edits of one version, for the user to choose.
 *
 * @param action the operation that was refused
 * @param operations how many operations are in it: that one, and those made on top of it
 * @param base what the user began with; the fields that a client writes
 * @param mine what the user of this device made of it; absent for a delete
 * @param latest what the server has
 * @param latestTag its entity tag
 */
public record Conflict(
        String action,
        long resource,
        int operations,
        ObjectNode base,
        @Nullable ObjectNode mine,
        ObjectNode latest,
        @Nullable String latestTag) {

    /** How the fields go together; empty for a delete, where there is only one or the other. */
    public Optional<ThreeWayMerge> merge() {
        return mine == null ? Optional.empty() : Optional.of(new ThreeWayMerge(base, mine, latest));
    }
}
