package dev.holdfast.testkit;

import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.idempotency.IdempotencyProblem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a filter told it. Thread-safe. */
public final class RecordingListener implements IdempotencyListener {
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** What was told so far, in order: {@code started}, {@code refused KEY_REUSED}, {@code completed 201}. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** How often something was told. */
    public long count(String event) {
        return events.stream().filter(event::equals).count();
    }

    @Override
    public void started(IdempotencyEvent event) {
        events.add("started");
    }

    @Override
    public void tookOver(IdempotencyEvent event) {
        events.add("tookOver");
    }

    @Override
    public void completed(IdempotencyEvent event, int status) {
        events.add("completed " + status);
    }

    @Override
    public void released(IdempotencyEvent event) {
        events.add("released");
    }

    @Override
    public void spent(IdempotencyEvent event) {
        events.add("spent");
    }

    @Override
    public void replayed(IdempotencyEvent event) {
        events.add("replayed");
    }

    @Override
    public void waiting(IdempotencyEvent event) {
        events.add("waiting");
    }

    @Override
    public void refused(IdempotencyEvent event, IdempotencyProblem problem) {
        events.add("refused " + problem);
    }

    @Override
    public void overtaken(IdempotencyEvent event) {
        events.add("overtaken");
    }

    @Override
    public void abandoned(IdempotencyEvent event) {
        events.add("abandoned");
    }

    @Override
    public void unprotected(IdempotencyEvent event) {
        events.add("unprotected");
    }

    @Override
    public void storeFailed(IdempotencyEvent event, RuntimeException failure) {
        events.add("storeFailed");
    }

    @Override
    public void notSaved(IdempotencyEvent event) {
        events.add("notSaved");
    }

    @Override
    public void savedLate(IdempotencyEvent event) {
        events.add("savedLate");
    }

    @Override
    public void lost(IdempotencyEvent event) {
        events.add("lost");
    }

    @Override
    public void wouldRefuse(IdempotencyEvent event, IdempotencyProblem problem) {
        events.add("wouldRefuse " + problem);
    }

    @Override
    public void wouldReplay(IdempotencyEvent event) {
        events.add("wouldReplay");
    }
}
