package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.history.History;
import dev.holdfast.examples.tunnel.history.Verdict;
import dev.holdfast.examples.tunnel.history.Violation;
import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.stream.Collectors;

/**
 * What came of a run.
 *
 * @param line all in one line
 */
record Result(String line, Verdict verdict) {
    private static final int MOST_SHOWN = 20;

    static Result of(Plan plan, Stage stage, History history) {
        Verdict verdict = Verdict.of(history);
        String line = "operations=" + history.diary().acknowledgements().size()
                + " attempts=" + history.attempts()
                + " client_kills=" + stage.clientKills()
                + " server_kills=" + stage.server().kills()
                + " cuts=" + stage.network().cuts()
                + " conflicts=" + history.conflicts()
                + " duplicates=" + verdict.count(Breach.DUPLICATE)
                + " lost=" + verdict.count(Breach.LOST)
                + " seed=" + plan.seed();
        return new Result(line, verdict);
    }

    /** The line, and the first of what is wrong in words. */
    @Override
    public String toString() {
        return verdict.violations().stream()
                .limit(MOST_SHOWN)
                .map(Violation::toString)
                .collect(Collectors.joining("\n", line + "\n", ""));
    }
}
