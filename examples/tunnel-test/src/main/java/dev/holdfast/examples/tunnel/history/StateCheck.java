package dev.holdfast.examples.tunnel.history;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.Set;
import java.util.function.Consumer;

/** Each operation was delivered, settled by its user, or is parked because its expense had been deleted. */
final class StateCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Set<String> deleted = history.effects().stream()
                .filter(effect -> effect.kind() == Kind.DELETE)
                .map(Effect::path)
                .collect(toSet());
        for (Operation operation : history.outboxes()) {
            if (!isFinished(operation, deleted)) {
                found.accept(new Violation(Breach.UNFINISHED, "ended as " + operation));
            }
        }
    }

    private static boolean isFinished(Operation operation, Set<String> deleted) {
        return switch (operation.state()) {
            case DELIVERED -> operation.wasSuccess();
            case PARKED -> operation.wasNotFound() && deleted.contains(String.valueOf(operation.path()));
            case SETTLED -> true;
            case PENDING, CONFLICT -> false;
        };
    }
}
