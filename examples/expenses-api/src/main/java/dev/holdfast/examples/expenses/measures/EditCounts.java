package dev.holdfast.examples.expenses.measures;

import dev.holdfast.etag.PreconditionEvent;
import dev.holdfast.etag.PreconditionListener;
import dev.holdfast.etag.PreconditionProblem;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Edits that were made on the current version, and those that were not, by version of the client. Thread-safe. */
final class EditCounts implements PreconditionListener {
    private static final int MOST_VERSIONS = 20;
    private static final String OTHERS = "others";

    private final Map<String, Edits> versions = new ConcurrentHashMap<>();
    private final LongAdder missing = new LongAdder();
    private final LongAdder notModified = new LongAdder();

    @Override
    public void notModified(PreconditionEvent event) {
        notModified.increment();
    }

    @Override
    public void passed(PreconditionEvent event) {
        edits(event).accepted.increment();
    }

    @Override
    public void refused(PreconditionEvent event, PreconditionProblem problem) {
        switch (problem) {
            case PRECONDITION_FAILED -> edits(event).failed.increment();
            case PRECONDITION_REQUIRED -> missing.increment();
            default -> {
                // no word about an edit
            }
        }
    }

    private Edits edits(PreconditionEvent event) {
        String version = AppVersion.of(event.request());
        // Clients choose the name: at about so many names, new ones share one
        boolean room = versions.size() < MOST_VERSIONS || versions.containsKey(version);
        return versions.computeIfAbsent(room ? version : OTHERS, name -> new Edits(new LongAdder(), new LongAdder()));
    }

    Report.Edits report() {
        Map<String, Report.Versioned> byVersion = new TreeMap<>();
        versions.forEach((name, edits) -> byVersion.put(name, edits.report()));
        return new Report.Edits(
                byVersion.values().stream()
                        .mapToLong(Report.Versioned::accepted)
                        .sum(),
                byVersion.values().stream()
                        .mapToLong(Report.Versioned::failed412)
                        .sum(),
                missing.sum(),
                notModified.sum(),
                byVersion);
    }

    private record Edits(LongAdder accepted, LongAdder failed) {
        Report.Versioned report() {
            long good = accepted.sum();
            long bad = failed.sum();
            return new Report.Versioned(good, bad, Report.rate(bad, good));
        }
    }
}
