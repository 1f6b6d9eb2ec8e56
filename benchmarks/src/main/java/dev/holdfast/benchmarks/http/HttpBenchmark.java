package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.Suite;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.nio.file.Path;
import java.util.Set;

/** Compares a servlet bare, behind the filters and behind others, under load from another process. */
public final class HttpBenchmark implements Suite {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Set<String> options() {
        return Set.of("rounds", "seconds", "warmup", "connections", "generator", "workload");
    }

    @Override
    public Run prepare(Arguments arguments) throws InterruptedException {
        Options options = Options.of(arguments);
        return results -> measure(options, results);
    }

    private static MarkdownPage measure(Options options, Path results) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start()) {
            Page page = new Comparison(options, cluster).run();
            page.chart().write(results.resolve(Page.CHART));
            return page.page();
        }
    }
}
