package dev.holdfast.examples.tunnel.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whoever wrote over something had seen it. */
final class OverwriteCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Map<Written, List<Operation>> delivered =
                history.delivered().collect(groupingBy(Operation::written, toCollection(ArrayList::new)));
        Map<String, Effect> last = new HashMap<>();
        for (Effect effect : history.effects()) {
            Effect before = last.put(effect.path(), effect);
            if (effect.kind() == Kind.CREATE) {
                continue;
            }
            if (before == null || !follows(before, effect)) {
                found.accept(new Violation(Breach.LOST, effect + " does not follow " + before));
            } else {
                judge(before, delivered.getOrDefault(effect.written(), new ArrayList<>()), found);
            }
        }
    }

    private static boolean follows(Effect before, Effect effect) {
        return effect.kind() == Kind.DELETE
                ? effect.fields().equals(before.fields())
                : effect.version() == before.version() + 1;
    }

    /** An effect that no operation is left for is another check's to tell. */
    private static void judge(Effect before, List<Operation> candidates, Consumer<Violation> found) {
        if (candidates.isEmpty()) {
            return;
        }
        Operation writer = candidates.stream()
                .filter(candidate -> before.fields().equals(candidate.base()))
                .findFirst()
                .orElse(candidates.get(0));
        candidates.remove(writer);
        if (!before.fields().equals(writer.base())) {
            found.accept(new Violation(Breach.LOST, "unseen " + before + " was overwritten by " + writer));
        }
    }
}
