package dev.holdfast.examples.tunnel.history;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Each conflict was shown, and what was settled was settled by its user. */
final class ConflictCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Map<Name, Acknowledgement> told = history.diary().told();
        Set<Name> decided =
                history.diary().decisions().stream().flatMap(Decision::names).collect(toSet());
        for (Operation operation : history.outboxes()) {
            if (operation.wasConflict() && !history.diary().conflictsShown().contains(operation.action())) {
                found.accept(new Violation(Breach.UNSURFACED, "never shown: " + operation));
            }
            if (operation.is(State.SETTLED) && !isSettledByItsUser(operation, told, decided)) {
                found.accept(new Violation(Breach.UNSURFACED, "settled by nobody: " + operation));
            }
        }
    }

    private static boolean isSettledByItsUser(Operation operation, Map<Name, Acknowledgement> told, Set<Name> decided) {
        String by = operation.settledBy();
        return by == null
                ? decided.contains(operation.name())
                : resolves(told.get(new Name(operation.device(), by)), operation);
    }

    private static boolean resolves(@Nullable Acknowledgement by, Operation operation) {
        return by != null
                && by.intent() instanceof Resolution resolution
                && resolution.conflict().isAbout(operation);
    }
}
