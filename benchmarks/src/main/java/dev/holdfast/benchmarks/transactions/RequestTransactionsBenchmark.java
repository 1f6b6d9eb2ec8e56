package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.Suite;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.util.Set;

/** Compares the application bare, in request transactions, and with fenced records, on PostgreSQL. */
public final class RequestTransactionsBenchmark implements Suite {

    @Override
    public String name() {
        return "request-transactions";
    }

    @Override
    public Set<String> options() {
        return Set.of("rounds", "seconds", "connections", "workload");
    }

    @Override
    public Run prepare(Arguments arguments) {
        Options options = Options.of(arguments);
        return results -> measure(options);
    }

    private static MarkdownPage measure(Options options) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start()) {
            return new Comparison(options, cluster).run();
        }
    }
}
