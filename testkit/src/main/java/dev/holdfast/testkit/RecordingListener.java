package dev.holdfast.testkit;

import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.idempotency.IdempotencyProblem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a filter told it. Thread-safe. */
public final class RecordingListener implements IdempotencyListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<IdempotencyEvent> subjects = new CopyOnWriteArrayList<>();

    /** What was told so far, in order: {@code started}, {@code refused KEY_REUSED}, {@code completed 201}. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** What it was told about, one for each of {@link #events}. */
    public List<IdempotencyEvent> subjects() {
        return List.copyOf(subjects);
    }

    private void add(String what, IdempotencyEvent event) {
        subjects.add(event);
        events.add(what);
    }

    /** How often something was told. */
    public long count(String event) {
        return events.stream().filter(event::equals).count();
    }

    @Override
    public void started(IdempotencyEvent event) {
        add("started", event);
    }

    @Override
    public void tookOver(IdempotencyEvent event) {
        add("tookOver", event);
    }

    @Override
    public void completed(IdempotencyEvent event, int status) {
        add("completed " + status, event);
    }

    @Override
    public void released(IdempotencyEvent event) {
        add("released", event);
    }

    @Override
    public void spent(IdempotencyEvent event) {
        add("spent", event);
    }

    @Override
    public void replayed(IdempotencyEvent event) {
        add("replayed", event);
    }

    @Override
    public void waiting(IdempotencyEvent event) {
        add("waiting", event);
    }

    @Override
    public void refused(IdempotencyEvent event, IdempotencyProblem problem) {
        add("refused " + problem, event);
    }

    @Override
    public void overtaken(IdempotencyEvent event) {
        add("overtaken", event);
    }

    @Override
    public void abandoned(IdempotencyEvent event) {
        add("abandoned", event);
    }

    @Override
    public void unprotected(IdempotencyEvent event) {
        add("unprotected", event);
    }

    @Override
    public void storeFailed(IdempotencyEvent event, RuntimeException failure) {
        add("storeFailed", event);
    }

    @Override
    public void notSaved(IdempotencyEvent event) {
        add("notSaved", event);
    }

    @Override
    public void savedLate(IdempotencyEvent event) {
        add("savedLate", event);
    }

    @Override
    public void lost(IdempotencyEvent event) {
        add("lost", event);
    }

    @Override
    public void wouldRefuse(IdempotencyEvent event, IdempotencyProblem problem) {
        add("wouldRefuse " + problem, event);
    }

    @Override
    public void wouldReplay(IdempotencyEvent event) {
        add("wouldReplay", event);
    }
}
