package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Each delivered operation has one effect, and there are no others. */
final class EffectCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Map<Written, Deque<Operation>> delivered = new HashMap<>();
        history.delivered()
                .forEach(operation -> delivered
                        .computeIfAbsent(operation.written(), written -> new ArrayDeque<>())
                        .add(operation));
        for (Effect effect : history.effects()) {
            Deque<Operation> operations = delivered.getOrDefault(effect.written(), new ArrayDeque<>());
            if (operations.isEmpty()) {
                found.accept(new Violation(Breach.DUPLICATE, "an effect too many: " + effect));
            } else {
                operations.remove();
            }
        }
        delivered
                .values()
                .forEach(rest -> rest.forEach(
                        operation -> found.accept(new Violation(Breach.LOST, "without an effect: " + operation))));
    }
}
