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
    public MarkdownPage run(Arguments arguments, Path results) throws Exception {
        Options options = Options.of(arguments);
        try (PostgresCluster cluster = PostgresCluster.start()) {
            Page page = new Comparison(options, cluster).run();
            page.chart().write(results.resolve(Page.CHART));
            return page.page();
        }
    }
}
