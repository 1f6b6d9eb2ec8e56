package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.app.OrdersProcess;
import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.load.Load;
import dev.holdfast.benchmarks.postgres.Cost;
import dev.holdfast.benchmarks.postgres.Counts;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.postgres.RoundTripRelay;
import dev.holdfast.benchmarks.postgres.Statistics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what requests cost the database, with one client, so that no two commits share a flush of the log. */
final class Accounting {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration COUNTED = Duration.ofSeconds(4);

    private final PostgresCluster cluster;

    Accounting(PostgresCluster cluster) {
        this.cluster = cluster;
    }

    Map<Workload, Cost> of(Protection protection, String database, List<Workload> workloads) throws Exception {
        Map<Workload, Cost> costs = new EnumMap<>(Workload.class);
        try (RoundTripRelay relay = RoundTripRelay.start(cluster.port());
                OrdersProcess application = OrdersProcess.start(address(relay.port(), database), protection)) {
            for (Workload workload : workloads) {
                costs.put(workload, count(workload, protection, application, new Statistics(cluster, database), relay));
            }
        }
        return costs;
    }

    /** PostgreSQL counts a COMMIT that is prepared on the server the first time only, so nothing is. */
    private static String address(int port, String database) {
        return PostgresCluster.address(port, database) + "&prepareThreshold=0";
    }

    private static Cost count(
            Workload workload,
            Protection protection,
            OrdersProcess application,
            Statistics statistics,
            RoundTripRelay relay)
            throws Exception {
        int port = application.port();
        new Load(1, Duration.ZERO, WARM_UP).run(port, workload.requests(protection, port));
        Counts before = statistics.read(() -> replaceConnections(application));
        long roundTrips = relay.roundTrips();
        long requests = new Load(1, Duration.ZERO, COUNTED)
                .run(port, workload.requests(protection, port))
                .sent();
        roundTrips = relay.roundTrips() - roundTrips;
        Counts after = statistics.read(() -> replaceConnections(application));
        return new Cost(requests, roundTrips, after.since(before));
    }

    private static OrdersProcess replaceConnections(OrdersProcess application) throws Exception {
        application.replaceConnections();
        return application;
    }
}
