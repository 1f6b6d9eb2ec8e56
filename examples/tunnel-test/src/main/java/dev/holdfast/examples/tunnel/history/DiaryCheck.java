package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.function.Consumer;

/** No device contradicted itself. */
final class DiaryCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        history.diary().contradictions().forEach(words -> found.accept(new Violation(Breach.CONTRADICTION, words)));
    }
}
