package dev.holdfast.benchmarks.transactions;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;
import static dev.holdfast.benchmarks.report.Spread.median;

import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.load.LoadResult;
import dev.holdfast.benchmarks.postgres.Cost;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The results, to be read. Not thread-safe. */
final class Page {
    private final MarkdownPage page;

    Page(List<String> facts) {
        page = new MarkdownPage("What request transactions cost", facts);
    }

    void add(Workload workload, Map<Protection, List<LoadResult>> rounds, Map<Protection, Cost> costs) {
        page.section(workload.title());
        page.table(speed(rounds));
        page.table(work(costs));
        if (workload != Workload.REPLAY) {
            page.paragraph("The statements of a request:");
            List<String> statements = new ArrayList<>();
            costs.forEach((protection, cost) -> statements.add(protection.label() + ": " + StatementList.of(cost)));
            page.list(statements);
        }
    }

    MarkdownPage page() {
        return page;
    }

    private static MarkdownTable speed(Map<Protection, List<LoadResult>> rounds) {
        MarkdownTable table = new MarkdownTable(
                "Application", "Requests a second", "Ratio to unprotected", "Least to most", "p50 ms", "p99 ms");
        List<LoadResult> bare = rounds.getOrDefault(Protection.NONE, List.of());
        rounds.forEach((protection, results) -> {
            Spread ratio = Spread.ofRatios(results, bare, LoadResult::throughput);
            table.row(
                    protection.label(),
                    number("%.0f", median(results, LoadResult::throughput)),
                    number("%.2f", ratio.median()),
                    number("%.2f", ratio.least()) + " to " + number("%.2f", ratio.most()),
                    number("%.2f", median(results, result -> result.millis(50))),
                    number("%.2f", median(results, result -> result.millis(99))));
        });
        return table;
    }

    private static MarkdownTable work(Map<Protection, Cost> costs) {
        MarkdownTable table = new MarkdownTable(
                "For each request",
                "Commits",
                "Rollbacks",
                "Flushes of the log",
                "Bytes of log",
                "Round trips",
                "Statements");
        costs.forEach((protection, cost) -> table.row(
                protection.label(),
                number("%.2f", cost.perRequest(cost.counts().commits())),
                number("%.2f", cost.perRequest(cost.counts().rollbacks())),
                number("%.2f", cost.perRequest(cost.counts().syncs())),
                number("%.0f", cost.perRequest(cost.counts().logBytes())),
                number("%.2f", cost.perRequest(cost.roundTrips())),
                number("%.2f", cost.statements())));
        return table;
    }
}
