package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a conflict showed as its user's is all that the user had written in what was settled then. */
final class MineCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        for (Acknowledgement told : history.diary().acknowledgements()) {
            if (told.intent() instanceof Resolution resolution) {
                judge(history, resolution, told.action(), found);
            }
        }
        history.diary().sentNothing().forEach(resolution -> judge(history, resolution, null, found));
    }

    private static void judge(History history, Resolution resolution, @Nullable String by, Consumer<Violation> found) {
        List<Operation> settled = history.outboxes().stream()
                .filter(each -> each.is(State.SETTLED) && Objects.equals(by, each.settledBy()))
                .filter(resolution.conflict()::isAbout)
                .toList();
        if (!settled.isEmpty()
                && !isAllIn(
                        resolution.conflict().mine(), settled, history.diary().told())) {
            found.accept(new Violation(Breach.LOST, resolution.conflict() + " did not show all of " + settled));
        }
    }

    private static boolean isAllIn(@Nullable Fields mine, List<Operation> settled, Map<Name, Acknowledgement> told) {
        Operation last = settled.get(settled.size() - 1);
        Typed written = settled.stream()
                .flatMap(each -> Stream.ofNullable(told.get(each.name())))
                .map(meant -> meant.intent().typed())
                .reduce(Typed.NOTHING, Typed::then);
        return Objects.equals(mine, last.body()) && (mine == null || written.isIn(mine));
    }
}
