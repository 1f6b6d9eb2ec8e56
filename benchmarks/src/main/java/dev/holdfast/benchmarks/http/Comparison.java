package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.app.NotesProcess;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.Machine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.postgresql.util.DriverInfo;
import org.springframework.core.SpringVersion;

/** One run of the comparison. */
final class Comparison {
    private final Options options;
    private final PostgresCluster cluster;

    Comparison(Options options, PostgresCluster cluster) {
        this.options = options;
        this.cluster = cluster;
    }

    Page run() throws IOException, InterruptedException, SQLException {
        cluster.stopCounting();
        Page page = new Page(facts());
        Race race = new Race(options);
        for (Workload workload : options.workloads()) {
            cluster.settle();
            try (Servers servers = Servers.start(workload, cluster)) {
                page.add(workload, race.of(workload, servers));
            }
        }
        return page;
    }

    private List<String> facts() throws SQLException {
        return List.of(
                "Machine: " + Machine.hardware() + "; load average before: " + Machine.load()
                        + "; clients, servers and database share it",
                "JDK: " + Machine.jdk() + ", each server in a process of its own with a heap of " + NotesProcess.HEAP
                        + " MiB",
                "PostgreSQL: " + String.join(", ", cluster.settings()),
                DriverInfo.DRIVER_FULL_NAME + ", Jetty " + Server.getVersion() + ", Spring Framework "
                        + SpringVersion.getVersion(),
                "Clients: " + options.generator().name() + ", " + options.connections()
                        + " connections that are kept alive, each of which sends its next request when the last was"
                        + " answered",
                options.rounds() + " rounds of " + options.measured().toSeconds()
                        + " seconds, the servers in turn, each after "
                        + options.warmUp().toSeconds()
                        + " seconds of warm-up; medians of the rounds. A ratio is that of two measurements of the same"
                        + " round");
    }
}
