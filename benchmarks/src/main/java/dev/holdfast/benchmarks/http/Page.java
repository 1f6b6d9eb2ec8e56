package dev.holdfast.benchmarks.http;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;
import static dev.holdfast.benchmarks.report.Spread.median;

import dev.holdfast.benchmarks.app.Stack;
import dev.holdfast.benchmarks.load.Measurement;
import dev.holdfast.benchmarks.report.BarChart;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The results, to be read. Not thread-safe. */
final class Page {
    static final String CHART = "http.svg";

    private static final List<String> COLUMNS =
            List.of("Server", "Requests a second", "Ratio to bare", "Least to most", "p50 ms", "p99 ms", "p99.9 ms");

    private final MarkdownPage page;
    private final BarChart chart = new BarChart("Requests a second, as a ratio to the bare servlet", "bare");

    Page(List<String> facts) {
        page = new MarkdownPage("The filters over HTTP", facts);
        page.paragraph("![Requests a second of each server, as a ratio to the bare servlet](" + CHART + ")");
        page.paragraph("The servlet uses no database. So the ratios of the JDBC stores are those of a whole database"
                + " transaction or more to no work at all; beside an application that writes to the same database, they cost"
                + " what [What request transactions cost](request-transactions.md) says.");
        page.paragraph(
                "Records in memory are kept for a second while first requests are measured, not for a day: at this"
                        + " speed, those of a day fit into no memory. So the store comes to hold as many as it lets go, and never"
                        + " refuses a key for want of room.");
    }

    void add(Workload workload, Map<Stack, List<Measurement>> rounds) {
        page.section(workload.title());
        page.paragraph(workload.explanation());
        page.table(table(workload, rounds));
        chart.group(workload.title());
        rounds.forEach((stack, results) -> {
            if (stack != Stack.BARE) {
                chart.bar(stack.label(), ratio(rounds, stack, Stack.BARE).median());
            }
        });
    }

    MarkdownPage page() {
        return page;
    }

    BarChart chart() {
        return chart;
    }

    private static MarkdownTable table(Workload workload, Map<Stack, List<Measurement>> rounds) {
        boolean hasFloor = workload.stacks().contains(Stack.JETTY_STATIC);
        List<String> columns = new ArrayList<>(COLUMNS);
        if (hasFloor) {
            columns.add("Ratio to static");
        }
        MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
        rounds.forEach((stack, results) -> {
            List<String> row = row(stack, rounds);
            if (hasFloor) {
                row.add(number("%.2f", ratio(rounds, stack, Stack.JETTY_STATIC).median()));
            }
            table.row(row.toArray(String[]::new));
        });
        return table;
    }

    private static List<String> row(Stack stack, Map<Stack, List<Measurement>> rounds) {
        List<Measurement> results = rounds.getOrDefault(stack, List.of());
        Spread ratio = ratio(rounds, stack, Stack.BARE);
        return new ArrayList<>(List.of(
                stack.label(),
                number("%.0f", median(results, Measurement::throughput)),
                number("%.2f", ratio.median()),
                number("%.2f", ratio.least()) + " to " + number("%.2f", ratio.most()),
                number("%.2f", median(results, Measurement::p50)),
                number("%.2f", median(results, Measurement::p99)),
                number("%.2f", median(results, Measurement::p999))));
    }

    private static Spread ratio(Map<Stack, List<Measurement>> rounds, Stack stack, Stack reference) {
        List<Measurement> results = rounds.getOrDefault(stack, List.of());
        List<Measurement> others = rounds.getOrDefault(reference, List.of());
        return Spread.ofRatios(results, others, Measurement::throughput);
    }
}
