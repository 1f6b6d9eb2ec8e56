package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.history.Acknowledgement;
import dev.holdfast.examples.tunnel.history.Decision;
import dev.holdfast.examples.tunnel.history.Diary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The diary of the users, while they write it. Thread-safe. */
final class DiaryPages {
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Set<String> conflictsShown = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private final AtomicInteger operations = new AtomicInteger();

    synchronized void acknowledged(Acknowledgement acknowledgement) {
        acknowledgements.add(acknowledgement);
        operations.incrementAndGet();
    }

    synchronized void decided(Decision decision) {
        decisions.add(decision);
    }

    synchronized void shown(String action) {
        conflictsShown.add(action);
    }

    synchronized void contradiction(String words) {
        contradictions.add(words);
    }

    /** How many actions have been acknowledged. */
    int operations() {
        return operations.get();
    }

    synchronized Diary diary() {
        return new Diary(acknowledgements, decisions, conflictsShown, contradictions);
    }
}
