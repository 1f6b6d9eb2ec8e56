package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.report.Arguments;
import java.time.Duration;
import java.util.List;

/**
 * What may be told on the command line.
 *
 * @param rounds how often everything is measured
 * @param measured how long each time
 * @param connections how many clients
 * @param workloads which of them
 */
record Options(int rounds, Duration measured, int connections, List<Workload> workloads) {

    static Options of(Arguments arguments) {
        return new Options(
                arguments.number("rounds", 7),
                Duration.ofSeconds(arguments.number("seconds", 4)),
                arguments.number("connections", 8),
                arguments.choice("workload", Workload.class));
    }
}
