package dev.holdfast.benchmarks.stores;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.benchmarks.Suite;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.util.DriverInfo;

/** Compares the JDBC store with its own statements sent by plain JDBC, on PostgreSQL and on H2. */
public final class StoresBenchmark implements Suite {
    private static final String DATABASE = "records";

    @Override
    public String name() {
        return "stores";
    }

    @Override
    public Set<String> options() {
        return Set.of("rounds", "seconds", "warmup", "threads");
    }

    @Override
    public Run prepare(Arguments arguments) {
        Options options = Options.of(arguments);
        return results -> measure(options);
    }

    private static MarkdownPage measure(Options options) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start()) {
            cluster.create("counted");
            cluster.create(DATABASE);
            cluster.countStatements();
            List<Work> works = List.of(Work.values());
            Map<Work, Accounting.Costs> costs = new Accounting(cluster, "counted").of(works);
            cluster.stopCounting();
            Page page = new Page(facts(cluster, options));
            cluster.settle();
            page.add("PostgreSQL", compare(cluster.address(DATABASE), works, options));
            page.add(costs);
            try (H2File file = H2File.create()) {
                page.add("H2, in the process", compare(file.address(), List.of(Work.FENCED, Work.REPLAY), options));
            }
            return page.page();
        }
    }

    private static List<Comparison> compare(String address, List<Work> works, Options options)
            throws InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        try (HikariDataSource pool = Pools.on(address)) {
            for (Work work : works) {
                System.out.println(address + ": " + work.title());
                Contestants contestants = Contestants.of(work, pool);
                comparisons.add(new Comparison(work, new Duel(options).of(contestants), contestants.tape()));
            }
        }
        return comparisons;
    }

    private static List<String> facts(PostgresCluster cluster, Options options) throws Exception {
        return List.of(
                "Machine: " + Machine.hardware() + "; load average before: " + Machine.load()
                        + "; the threads and the database share it",
                "JDK: " + Machine.jdk(),
                "PostgreSQL: " + String.join(", ", cluster.settings()),
                DriverInfo.DRIVER_FULL_NAME + ", H2 " + H2File.version() + " in a file, all settings as they come",
                options.threads() + " threads, a pool of " + Pools.SIZE + " connections for both sides, "
                        + options.rounds() + " rounds of " + options.measured().toSeconds() + " seconds after "
                        + options.warmUp().toSeconds() + " of warm-up, in turn; medians of the rounds",
                "Costs: counted in a run of its own, with one thread");
    }
}
