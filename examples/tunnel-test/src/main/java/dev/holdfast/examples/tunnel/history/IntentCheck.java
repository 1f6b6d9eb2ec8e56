package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.Map;
import java.util.function.Consumer;

/** What the outboxes hold is what the users meant. That something is missing from them is another check's to tell. */
final class IntentCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        Map<Name, Acknowledgement> told = history.diary().told();
        for (Operation stored : history.outboxes()) {
            Acknowledgement meant = told.get(stored.name());
            if (meant != null && !isMeant(stored, meant)) {
                found.accept(new Violation(Breach.LOST, meant + " was stored as " + stored));
            }
        }
        history.diary().sentNothing().stream()
                .filter(resolution -> !resolution.needsNothing())
                .forEach(lost -> found.accept(new Violation(Breach.LOST, "nothing was sent for " + lost)));
    }

    private static boolean isMeant(Operation stored, Acknowledgement meant) {
        return stored.resource() == meant.resource() && meant.intent().isDoneBy(stored);
    }
}
