package dev.holdfast.examples.tunnel.history;

import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Each acknowledged action is in the outbox of its client, once, and nothing else is. */
final class AcknowledgementCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Map<Name, List<Operation>> entries = history.outboxes().stream().collect(groupingBy(Operation::name));
        for (Acknowledgement told : history.diary().acknowledgements()) {
            if (!entries.containsKey(told.name())) {
                found.accept(new Violation(Breach.LOST, "not in the outbox: " + told));
            }
        }
        entries.values().stream()
                .filter(same -> same.size() > 1)
                .forEach(
                        same -> found.accept(new Violation(Breach.DUPLICATE, "more than once in the outbox: " + same)));
        judgeUnasked(history, entries, found);
    }

    private static void judgeUnasked(History history, Map<Name, List<Operation>> entries, Consumer<Violation> found) {
        Set<Name> told = history.diary().told().keySet();
        entries.forEach((name, operations) -> {
            if (!told.contains(name)) {
                found.accept(new Violation(Breach.UNFINISHED, "nobody was told of " + operations));
            }
        });
    }
}
