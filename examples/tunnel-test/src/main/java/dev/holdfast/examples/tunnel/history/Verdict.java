package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is wrong with a history. */
public record Verdict(List<Violation> violations) {
    /** Takes it. */
    public Verdict {
        violations = List.copyOf(violations);
    }

    /** Judges a history. */
    public static Verdict of(History history) {
        Stream.Builder<Violation> found = Stream.builder();
        for (Check check : Check.ALL) {
            check.judge(history, found);
        }
        return new Verdict(found.build().toList());
    }

    /** Whether nothing is. */
    public boolean isClean() {
        return violations.isEmpty();
    }

    /** How often a promise was broken. */
    public long count(Breach breach) {
        return violations.stream()
                .filter(violation -> violation.breach() == breach)
                .count();
    }

    /** One thing to look for in a history. */
    @FunctionalInterface
    interface Check {
        List<Check> ALL = List.of(
                new DiaryCheck(),
                new AcknowledgementCheck(),
                new IntentCheck(),
                new MineCheck(),
                new StateCheck(),
                new ConflictCheck(),
                new EffectCheck(),
                new OverwriteCheck(),
                new AgreementCheck());

        void judge(History history, Consumer<Violation> found);
    }
}
