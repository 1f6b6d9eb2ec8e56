package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.app.NotesProcess;
import dev.holdfast.benchmarks.app.Stack;
import dev.holdfast.benchmarks.postgres.PostgresCluster;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The servers of one workload, each in a process of its own, so that none begins with what another workload left. */
final class Servers implements AutoCloseable {
    private final Map<Stack, NotesProcess> processes = new EnumMap<>(Stack.class);

    private Servers() {}

    static Servers start(Workload workload, PostgresCluster cluster) throws IOException, SQLException {
        Servers servers = new Servers();
        try {
            for (Stack stack : workload.stacks()) {
                String address = stack.hasDatabase() ? database(cluster, workload, stack) : "none";
                servers.processes.put(stack, NotesProcess.start(stack, workload.memoryRetention(), address));
            }
            return servers;
        } catch (IOException | SQLException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static String database(PostgresCluster cluster, Workload workload, Stack stack) throws SQLException {
        String name = (workload + "_" + stack).toLowerCase(Locale.ROOT);
        cluster.create(name);
        return cluster.address(name);
    }

    int port(Stack stack) {
        return Objects.requireNonNull(processes.get(stack)).port();
    }

    @Override
    public void close() throws IOException {
        for (NotesProcess process : processes.values()) {
            process.close();
        }
    }
}
