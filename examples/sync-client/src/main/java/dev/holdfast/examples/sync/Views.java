package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.LocalResource;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays what waits over what the server has. Thread-safe. */
final class Views {
    private final Outbox outbox;

    Views(Outbox outbox) {
        this.outbox = outbox;
    }

    List<View> all() {
        Map<Long, Operation> parked = parked();
        return outbox.resources().all().stream()
                .filter(resource -> !resource.gone())
                .map(resource -> view(resource, parked))
                .toList();
    }

    View one(long resource) {
        return view(outbox.resources().get(resource), parked());
    }

    /** The first of each resource. */
    private Map<Long, Operation> parked() {
        return outbox.decisions().parked().stream()
                .collect(Collectors.toMap(Operation::resource, operation -> operation, (first, later) -> first));
    }

    private View view(LocalResource resource, Map<Long, Operation> parked) {
        List<Operation> open = outbox.resources().open(resource.id());
        Optional<Operation> last = open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
        Optional<Operation> refused = Optional.ofNullable(parked.get(resource.id()));
        Optional<Operation> create = refused.filter(Operation::isCreate);
        return new View(
                resource.id(),
                resource.path(),
                resource.tag(),
                resource.body(),
                resource.exact(),
                last.or(() -> create).map(Views::shown).orElseGet(() -> representation(resource.body())),
                state(open, refused.isPresent()),
                last.map(Operation::opId).orElse(null),
                create.map(Operation::opId).orElse(null));
    }

    private static View.State state(List<Operation> open, boolean parked) {
        if (open.stream().anyMatch(operation -> operation.state() == OperationState.CONFLICT)) {
            return View.State.CONFLICT;
        }
        if (parked) {
            return View.State.PARKED;
        }
        return open.isEmpty() ? View.State.SYNCED : View.State.PENDING;
    }

    private static @Nullable ObjectNode shown(Operation last) {
        return last.isDelete() ? null : last.result();
    }

    private static @Nullable ObjectNode representation(@Nullable String body) {
        return body == null ? null : Representation.of(body);
    }
}
