package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.merge.ThreeWayMerge;
import dev.holdfast.examples.sync.outbox.ActionRefusedException;
import dev.holdfast.examples.sync.outbox.Decisions;
import dev.holdfast.examples.sync.outbox.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows conflicts and carries out what the user chose: a new action with a key of its own, made on top of what the server
 * has. It may meet a conflict again. Thread-safe.
 */
final class Conflicts {
    private final Decisions decisions;
    private final Set<String> readOnly;
    private final Clock clock;

    Conflicts(Decisions decisions, Set<String> readOnly, Clock clock) {
        this.decisions = decisions;
        this.readOnly = readOnly;
        this.clock = clock;
    }

    List<Conflict> all() {
        return decisions.conflicts().stream()
                .map(refused -> conflict(refused, decisions.chain(refused.opId())))
                .toList();
    }

    private Conflict conflict(Operation refused, List<Operation> chain) {
        Operation last = chain.get(chain.size() - 1);
        return new Conflict(
                refused.opId(),
                refused.resource(),
                chain.size(),
                writable(refused.base()),
                last.isDelete() ? null : writable(last.body()),
                writable(refused.latest()),
                refused.latestTag());
    }

    private ObjectNode writable(@Nullable String json) {
        return json == null ? Representation.empty() : Representation.without(Representation.of(json), readOnly);
    }

    /** The new action; empty if there is nothing to send. */
    Optional<Operation> resolve(Conflict conflict, Resolution resolution, String opId) {
        if (resolution instanceof Resolution.KeepLatest) {
            return keepLatest(conflict);
        }
        if (resolution instanceof Resolution.KeepMine) {
            return Optional.of(
                    conflict.mine() == null
                            ? replace(conflict, opId, "DELETE", "")
                            : replace(conflict, opId, "PUT", conflict.mine().toString()));
        }
        if (resolution instanceof Resolution.Merge merge) {
            return merge(conflict, merge, opId);
        }
        throw new AssertionError(resolution);
    }

    private Optional<Operation> merge(Conflict conflict, Resolution.Merge merge, String opId) {
        ThreeWayMerge threeWay = conflict.merge()
                .orElseThrow(() -> new ActionRefusedException("A delete cannot be merged: keep mine, or keep latest"));
        ObjectNode merged = threeWay.merged(merge.choices());
        return Representation.same(merged, conflict.latest())
                ? keepLatest(conflict)
                : Optional.of(replace(conflict, opId, "PUT", merged.toString()));
    }

    private Optional<Operation> keepLatest(Conflict conflict) {
        decisions.keepLatest(conflict.action(), conflict.operations(), clock.millis());
        return Optional.empty();
    }

    private Operation replace(Conflict conflict, String opId, String method, String body) {
        return decisions.replace(conflict.action(), conflict.operations(), opId, method, body, clock.millis());
    }
}
