package dev.holdfast.examples.expenses.measures;

import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.idempotency.IdempotencyProblem;
import java.util.concurrent.atomic.LongAdder;

/** Operations, and their duplicates that did not take effect. Thread-safe. */
final class OperationCounts implements IdempotencyListener {
    private final LongAdder started = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    @Override
    public void started(IdempotencyEvent event) {
        started.increment();
    }

    @Override
    public void replayed(IdempotencyEvent event) {
        replayed.increment();
    }

    @Override
    public void refused(IdempotencyEvent event, IdempotencyProblem problem) {
        refused.increment();
    }

    Report.Operations report() {
        long first = started.sum();
        long duplicates = replayed.sum();
        return new Report.Operations(first, duplicates, refused.sum(), Report.rate(duplicates, first));
    }
}
