package dev.holdfast.benchmarks.inprocess;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;

import dev.holdfast.benchmarks.report.MarkdownTable;
import java.util.Collection;
import java.util.Optional;

/** What the filters are meant to cost at most, and whether they do. */
final class Goals {
    private static final String BARE = "bare";
    private static final String SMALL = "1024";
    private static final String LARGE = "102400";

    private final MarkdownTable table = new MarkdownTable("Goal", "Limit", "Measured", "Met");

    private Goals() {}

    static MarkdownTable of(Collection<Measurement> all) {
        Goals goals = new Goals();
        goals.unmatched(Measurements.of(UnmatchedRequest.class, all));
        goals.keyed(Measurements.of(KeyedPost.class, all));
        goals.shallow(Measurements.of(ShallowTag.class, all));
        return goals.table;
    }

    private void unmatched(Measurements measurements) {
        for (String request : measurements.parameters()) {
            Optional<Measurement> bare = measurements.find(BARE, request);
            Optional<Measurement> both = measurements.find("both", request);
            if (bare.isPresent() && both.isPresent()) {
                String what = "An unmatched " + request + " through both filters, above bare: ";
                atMost(what + "ns", 100, both.get().nanos() - bare.get().nanos());
                // JMH tells fractions of a byte of what runs beside
                atMost(
                        what + "bytes",
                        0,
                        Math.rint(both.get().bytes() - bare.get().bytes()));
            }
        }
    }

    private void keyed(Measurements measurements) {
        Optional<Measurement> bare = measurements.find(BARE, SMALL);
        Optional<Measurement> first = measurements.find("first", SMALL);
        Optional<Measurement> replay = measurements.find("replay", SMALL);
        if (bare.isPresent() && first.isPresent()) {
            // the request's body is held, and the response's: it is put into the record, and that into the store
            int copies = 4 * Integer.parseInt(SMALL);
            atMost(
                    "A first POST of 1 KiB, above bare: ns",
                    3000,
                    first.get().nanos() - bare.get().nanos());
            atMost(
                    "The same: bytes, four copies of a body apart",
                    4096,
                    first.get().bytes() - bare.get().bytes() - copies);
        }
        if (bare.isPresent() && replay.isPresent()) {
            atMost(
                    "A replay of 1 KiB, above bare: ns",
                    3000,
                    replay.get().nanos() - bare.get().nanos());
        }
    }

    private void shallow(Measurements measurements) {
        Optional<Measurement> ours = measurements.find("holdfast", LARGE);
        Optional<Measurement> springs = measurements.find("spring", LARGE);
        if (ours.isPresent() && springs.isPresent()) {
            atLeast(
                    "The tag of 100 KiB, times as fast as Spring's",
                    1.5,
                    springs.get().nanos() / ours.get().nanos());
            atMost(
                    "The same: share of Spring's bytes",
                    1.0 / 3,
                    ours.get().bytes() / springs.get().bytes());
        }
    }

    private void atMost(String goal, double limit, double measured) {
        row(goal, "at most ", limit, measured, measured <= limit);
    }

    private void atLeast(String goal, double limit, double measured) {
        row(goal, "at least ", limit, measured, measured >= limit);
    }

    private void row(String goal, String bound, double limit, double measured, boolean met) {
        String format = limit > 10 || limit == 0 ? "%.0f" : "%.2f";
        table.row(goal, bound + number(format, limit), number(format, measured), met ? "yes" : "**no**");
    }
}
