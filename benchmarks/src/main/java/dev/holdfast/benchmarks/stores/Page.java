package dev.holdfast.benchmarks.stores;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;
import static dev.holdfast.benchmarks.report.Spread.median;

import dev.holdfast.benchmarks.postgres.Cost;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The results, to be read. Not thread-safe. */
final class Page {
    /** The least ratio of a store to its floor that is good enough. */
    private static final double TARGET = 0.9;

    private final MarkdownPage page;

    Page(List<String> facts) {
        page = new MarkdownPage("The stores against their floor", facts);
    }

    MarkdownPage page() {
        return page;
    }

    void add(String database, List<Comparison> comparisons) {
        page.section(database);
        page.table(speed(comparisons));
        page.paragraph(verdict(comparisons));
        page.table(latencies(comparisons));
        page.table(tapes(comparisons));
    }

    void add(Map<Work, Accounting.Costs> costs) {
        MarkdownTable table = new MarkdownTable(
                "For each operation",
                "Statements",
                "Round trips",
                "Commits",
                "Rollbacks",
                "Flushes of the log",
                "Bytes of log");
        costs.forEach((work, both) -> {
            cost(table, work.title() + ", store", both.store());
            cost(table, work.title() + ", bare JDBC", both.floor());
        });
        page.table(table);
    }

    private static void cost(MarkdownTable table, String name, Cost cost) {
        table.row(
                name,
                number("%.2f", cost.statements()),
                number("%.2f", cost.perRequest(cost.roundTrips())),
                number("%.2f", cost.perRequest(cost.counts().commits())),
                number("%.2f", cost.perRequest(cost.counts().rollbacks())),
                number("%.2f", cost.perRequest(cost.counts().syncs())),
                number("%.0f", cost.perRequest(cost.counts().logBytes())));
    }

    private static MarkdownTable speed(List<Comparison> comparisons) {
        MarkdownTable table =
                new MarkdownTable("Operation", "Store, a second", "Bare JDBC, a second", "Ratio", "Least to most");
        for (Comparison each : comparisons) {
            Spread ratio = ratio(each);
            table.row(
                    each.work().title(),
                    number("%.0f", median(each.rounds(), round -> round.store().throughput())),
                    number("%.0f", median(each.rounds(), round -> round.floor().throughput())),
                    number("%.2f", ratio.median()),
                    number("%.2f", ratio.least()) + " to " + number("%.2f", ratio.most()));
        }
        return table;
    }

    private static String verdict(List<Comparison> comparisons) {
        List<String> misses = new ArrayList<>();
        for (Comparison each : comparisons) {
            double ratio = ratio(each).median();
            if (ratio < TARGET) {
                misses.add(each.work().title() + " (" + number("%.2f", ratio) + ")");
            }
        }
        return misses.isEmpty()
                ? "All reach the target, " + TARGET + "."
                : "Below the target, " + TARGET + ": " + String.join(", ", misses) + ".";
    }

    private static MarkdownTable latencies(List<Comparison> comparisons) {
        MarkdownTable table =
                new MarkdownTable("Operation", "Store p50 ms", "Bare JDBC p50 ms", "Store p99 ms", "Bare JDBC p99 ms");
        for (Comparison each : comparisons) {
            table.row(
                    each.work().title(),
                    number("%.3f", median(each.rounds(), round -> round.store().millis(50))),
                    number("%.3f", median(each.rounds(), round -> round.floor().millis(50))),
                    number("%.3f", median(each.rounds(), round -> round.store().millis(99))),
                    number("%.3f", median(each.rounds(), round -> round.floor().millis(99))));
        }
        return table;
    }

    private static MarkdownTable tapes(List<Comparison> comparisons) {
        MarkdownTable table = new MarkdownTable("What both sides do", "Connections taken", "Statements prepared");
        for (Comparison each : comparisons) {
            table.row(
                    each.work().title(),
                    Integer.toString(each.tape().uses().size()),
                    Long.toString(each.tape().statements()));
        }
        return table;
    }

    private static Spread ratio(Comparison comparison) {
        return Spread.of(comparison.rounds().stream().map(Round::ratio).toList());
    }
}
