package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.app.OrdersProcess;
import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.postgres.Cost;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.postgresql.util.DriverInfo;

/** One run of the comparison. */
final class Comparison {
    private final Options options;
    private final PostgresCluster cluster;

    Comparison(Options options, PostgresCluster cluster) {
        this.options = options;
        this.cluster = cluster;
    }

    MarkdownPage run() throws Exception {
        for (Protection protection : Protection.values()) {
            cluster.create(database(protection));
        }
        Map<Protection, Map<Workload, Cost>> costs = count();
        String load = Machine.load();
        Map<Protection, OrdersProcess> applications = new EnumMap<>(Protection.class);
        try {
            for (Protection protection : Protection.values()) {
                applications.put(protection, start(protection));
            }
            Race race = new Race(applications, options);
            Page page = new Page(facts(load));
            for (Workload workload : options.workloads()) {
                cluster.settle();
                page.add(workload, race.of(workload), costs(costs, workload));
            }
            return page.page();
        } finally {
            for (OrdersProcess application : applications.values()) {
                application.close();
            }
        }
    }

    private Map<Protection, Map<Workload, Cost>> count() throws Exception {
        Map<Protection, Map<Workload, Cost>> costs = new EnumMap<>(Protection.class);
        cluster.countStatements();
        for (Protection protection : Protection.values()) {
            costs.put(protection, new Accounting(cluster).of(protection, database(protection), options.workloads()));
        }
        cluster.stopCounting();
        return costs;
    }

    private static Map<Protection, Cost> costs(Map<Protection, Map<Workload, Cost>> costs, Workload workload) {
        Map<Protection, Cost> ofWorkload = new EnumMap<>(Protection.class);
        costs.forEach((protection, each) -> ofWorkload.put(protection, each.get(workload)));
        return ofWorkload;
    }

    /** Each has a database of its own, so that what it costs can be told. */
    private static String database(Protection protection) {
        return "orders_" + protection.name().toLowerCase(Locale.ROOT);
    }

    private OrdersProcess start(Protection protection) throws IOException {
        return OrdersProcess.start(cluster.address(database(protection)), protection);
    }

    private List<String> facts(String load) throws Exception {
        return List.of(
                "Machine: " + Machine.hardware() + "; load average before: " + load
                        + "; clients, application and database share it",
                "JDK: " + Machine.jdk(),
                "PostgreSQL: " + String.join(", ", cluster.settings()),
                DriverInfo.DRIVER_FULL_NAME + ", Jetty " + Server.getVersion(),
                options.connections() + " clients, " + options.rounds() + " rounds of "
                        + options.measured().toSeconds() + " seconds, the applications in turn; medians of the rounds",
                "Costs: counted in a run of its own, with one client");
    }
}
