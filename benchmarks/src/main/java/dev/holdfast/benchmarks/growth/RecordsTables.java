package dev.holdfast.benchmarks.growth;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;
import static dev.holdfast.benchmarks.report.Spread.median;

import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.report.Spread;
import dev.holdfast.benchmarks.stores.Timing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What came of it, beside what came of it at no records in the same round. */
final class RecordsTables {
    private static final String RECORDS = "Live records";
    private static final String TO_NONE = "Ratio to 0 records";
    private static final String LEAST_TO_MOST = "Least to most";

    private final Map<Long, List<RecordsRound>> results;
    private final List<RecordsRound> none;

    /**
     * Those of some results.
     *
     * @param results by how many records there are, with those of 0
     */
    RecordsTables(Map<Long, List<RecordsRound>> results) {
        this.results = results;
        this.none = Objects.requireNonNull(results.get(0L));
    }

    /** One thread's calls; ratios are of the median latency. */
    MarkdownTable latency(String call, Function<RecordsRound, Timing> timing) {
        MarkdownTable table =
                new MarkdownTable(RECORDS, call + " p50 ms", "p99 ms", TO_NONE + ", of p50", LEAST_TO_MOST);
        results.forEach((records, rounds) -> {
            Spread ratio =
                    Spread.ofRatios(rounds, none, round -> timing.apply(round).millis(50));
            table.row(
                    number("%,.0f", (double) records),
                    number("%.3f", median(rounds, round -> timing.apply(round).millis(50))),
                    number("%.3f", median(rounds, round -> timing.apply(round).millis(99))),
                    number("%.2f", ratio.median()),
                    number("%.2f", ratio.least()) + " to " + number("%.2f", ratio.most()));
        });
        return table;
    }

    /** What several threads do in a second. */
    MarkdownTable throughput(String operation, Function<RecordsRound, Timing> timing) {
        MarkdownTable table = new MarkdownTable(RECORDS, operation + " a second", "p99 ms", TO_NONE, LEAST_TO_MOST);
        results.forEach((records, rounds) -> {
            Spread ratio =
                    Spread.ofRatios(rounds, none, round -> timing.apply(round).throughput());
            table.row(
                    number("%,.0f", (double) records),
                    number("%.0f", median(rounds, round -> timing.apply(round).throughput())),
                    number("%.3f", median(rounds, round -> timing.apply(round).millis(99))),
                    number("%.2f", ratio.median()),
                    number("%.2f", ratio.least()) + " to " + number("%.2f", ratio.most()));
        });
        return table;
    }
}
