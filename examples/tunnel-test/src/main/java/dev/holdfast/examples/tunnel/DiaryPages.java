package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.history.Acknowledgement;
import dev.holdfast.examples.tunnel.history.Decision;
import dev.holdfast.examples.tunnel.history.Diary;
import dev.holdfast.examples.tunnel.history.Resolution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The diary of the users, while they write it. Thread-safe. */
final class DiaryPages {
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Resolution> sentNothing = new ArrayList<>();
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

    synchronized void sentNothing(Resolution resolution) {
        sentNothing.add(resolution);
    }

    /** An action and what its user has done since to the same expense, oldest first. */
    synchronized List<String> since(String device, String action, long resource) {
        List<String> own = acknowledgements.stream()
                .filter(told -> told.device().equals(device) && told.resource() == resource)
                .map(Acknowledgement::action)
                .toList();
        int first = own.indexOf(action);
        return first < 0 ? List.of(action) : own.subList(first, own.size());
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
        return new Diary(acknowledgements, decisions, sentNothing, conflictsShown, contradictions);
    }
}
