package dev.holdfast.examples.tunnel.history;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.Set;
import java.util.function.Consumer;

/** Each conflict was shown, and what was settled was settled by its user. */
final class ConflictCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Set<String> told = history.diary().acknowledgements().stream()
                .map(Acknowledgement::action)
                .collect(toSet());
        Set<Decision> decisions = Set.copyOf(history.diary().decisions());
        for (Operation operation : history.outboxes()) {
            if (operation.wasConflict() && !history.diary().conflictsShown().contains(operation.action())) {
                found.accept(new Violation(Breach.UNSURFACED, "never shown: " + operation));
            }
            if (operation.is(State.SETTLED) && !isSettledByItsUser(operation, told, decisions)) {
                found.accept(new Violation(Breach.UNSURFACED, "settled by nobody: " + operation));
            }
        }
    }

    private static boolean isSettledByItsUser(Operation operation, Set<String> told, Set<Decision> decisions) {
        String by = operation.settledBy();
        return by == null
                ? decisions.contains(new Decision(operation.device(), operation.resource()))
                : told.contains(by);
    }
}
