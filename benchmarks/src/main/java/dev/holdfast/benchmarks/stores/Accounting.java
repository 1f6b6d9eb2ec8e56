package dev.holdfast.benchmarks.stores;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.benchmarks.postgres.Cost;
import dev.holdfast.benchmarks.postgres.Counts;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.postgres.RoundTripRelay;
import dev.holdfast.benchmarks.postgres.Statistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what operations cost PostgreSQL, with one thread, so that no two commits share a flush of the log. */
final class Accounting {
    private static final int OPERATIONS = 1_000;

    private final PostgresCluster cluster;
    private final String database;

    Accounting(PostgresCluster cluster, String database) {
        this.cluster = cluster;
        this.database = database;
    }

    /**
     * What both sides cost.
     *
     * @param store an operation of the store
     * @param floor the same statements alone
     */
    record Costs(Cost store, Cost floor) {}

    Map<Work, Costs> of(List<Work> works) throws Exception {
        Map<Work, Costs> costs = new EnumMap<>(Work.class);
        try (RoundTripRelay relay = RoundTripRelay.start(cluster.port());
                HikariDataSource pool = Pools.of(1, address(relay.port()))) {
            for (Work work : works) {
                Contestants contestants = Contestants.of(work, pool);
                costs.put(
                        work,
                        new Costs(count(contestants.store(), pool, relay), count(contestants.floor(), pool, relay)));
            }
        }
        return costs;
    }

    /** PostgreSQL counts a COMMIT that is prepared on the server the first time only, so nothing is. */
    private String address(int port) {
        return PostgresCluster.address(port, database) + "&prepareThreshold=0";
    }

    private Cost count(Operation operation, HikariDataSource pool, RoundTripRelay relay) throws Exception {
        Statistics statistics = new Statistics(cluster, database);
        operation.run(); // a connection that is only about to be made cannot be replaced
        Counts before = statistics.read(() -> replaceConnections(pool));
        long roundTrips = relay.roundTrips();
        for (int i = 0; i < OPERATIONS; i++) {
            operation.run();
        }
        roundTrips = relay.roundTrips() - roundTrips;
        Counts after = statistics.read(() -> replaceConnections(pool));
        return new Cost(OPERATIONS, roundTrips, after.since(before));
    }

    private static HikariDataSource replaceConnections(HikariDataSource pool) {
        pool.getHikariPoolMXBean().softEvictConnections();
        return pool;
    }
}
