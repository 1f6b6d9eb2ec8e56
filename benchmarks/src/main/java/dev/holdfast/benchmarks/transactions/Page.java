package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.load.LoadResult;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.report.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The results, to be read. Not thread-safe. */
final class Page {
    private final StringBuilder text = new StringBuilder();

    Page(List<String> facts) {
        text.append("# What request transactions cost\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    }

    void add(Workload workload, Map<Protection, List<LoadResult>> rounds, Map<Protection, Cost> costs) {
        text.append("\n## ").append(workload.title()).append("\n\n");
        text.append(speed(rounds)).append('\n').append(work(costs));
        if (workload != Workload.REPLAY) {
            text.append("\nThe statements of a request:\n\n");
            costs.forEach((protection, cost) -> text.append("- ")
                    .append(protection.label())
                    .append(": ")
                    .append(StatementList.of(cost))
                    .append('\n'));
        }
    }

    private static MarkdownTable speed(Map<Protection, List<LoadResult>> rounds) {
        MarkdownTable table = new MarkdownTable(
                "Application", "Requests a second", "Ratio to unprotected", "Least to most", "p50 ms", "p99 ms");
        List<LoadResult> bare = rounds.getOrDefault(Protection.NONE, List.of());
        rounds.forEach((protection, results) -> {
            Spread ratio = ratio(results, bare);
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

    private static Spread ratio(List<LoadResult> results, List<LoadResult> bare) {
        return Spread.of(IntStream.range(0, results.size())
                .mapToObj(round ->
                        results.get(round).throughput() / bare.get(round).throughput())
                .toList());
    }

    private static double median(List<LoadResult> results, ToDoubleFunction<LoadResult> value) {
        return Spread.of(results.stream().map(value::applyAsDouble).toList()).median();
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

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
