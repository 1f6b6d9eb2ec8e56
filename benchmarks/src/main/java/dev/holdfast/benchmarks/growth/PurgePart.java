package dev.holdfast.benchmarks.growth;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.stores.H2File;
import dev.holdfast.benchmarks.stores.Pools;
import dev.holdfast.benchmarks.stores.Timing;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** What a purge of many expired records does to those who work meanwhile. */
final class PurgePart implements Part {
    private static final int LONGER = 5;

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public Set<String> options() {
        return Set.of("expired", "seconds");
    }

    @Override
    public void run(Options options, MarkdownPage page) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start()) {
            cluster.create("purge");
            add("PostgreSQL", Filling.POSTGRESQL, cluster.address("purge"), options, page);
        }
        try (H2File file = H2File.create()) {
            add("H2, in the process", Filling.H2, file.address(), options, page);
        }
    }

    private static void add(String database, Filling filling, String address, Options options, MarkdownPage page)
            throws SQLException, InterruptedException {
        Duration measured = options.measured().multipliedBy(LONGER);
        Purge purge;
        try (HikariDataSource pool = Pools.on(address)) {
            purge = Purge.run(filling, pool, options.expired(), measured);
        }
        System.out.println(database + ": purged " + purge.removed() + " in " + purge.took());
        page.section("Purge of expired records: " + database);
        page.paragraph("Purging " + number("%,.0f", (double) purge.removed()) + " expired records took "
                + number("%.1f", purge.took().toMillis() / 1000.0) + " seconds. Meanwhile " + Purge.THREADS
                + " threads began and completed operations; before and after they were measured for "
                + measured.toSeconds() + " seconds.");
        MarkdownTable table =
                new MarkdownTable("begin + complete", "A second", "p50 ms", "p99 ms", "p99.9 ms", "Longest ms");
        add(table, "before", purge.before());
        add(table, "while it is purged", purge.meanwhile());
        add(table, "after", purge.after());
        page.table(table);
    }

    private static void add(MarkdownTable table, String when, Timing timing) {
        table.row(
                when,
                number("%.0f", timing.throughput()),
                number("%.3f", timing.millis(50)),
                number("%.3f", timing.millis(99)),
                number("%.3f", timing.millis(99.9)),
                number("%.1f", timing.millis(100)));
    }
}
