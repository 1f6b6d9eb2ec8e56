package dev.holdfast.benchmarks.transactions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What may be told on the command line.
 *
 * @param rounds how often everything is measured
 * @param measured how long each time
 * @param connections how many clients
 * @param workloads which of them
 * @param page where the results go
 */
record Options(int rounds, Duration measured, int connections, List<Workload> workloads, Path page) {
    private static final Options DEFAULT = new Options(
            9, Duration.ofSeconds(5), 8, List.of(Workload.values()), Path.of("results", "request-transactions.md"));

    static Options of(String... arguments) {
        Options options = DEFAULT;
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        String[] option = argument.split("=", 2);
        if (option.length == 1) {
            throw new IllegalArgumentException("Not an option: " + argument);
        }
        return switch (option[0]) {
            case "--rounds" -> new Options(Integer.parseInt(option[1]), measured, connections, workloads, page);
            case "--seconds" ->
                new Options(rounds, Duration.ofSeconds(Integer.parseInt(option[1])), connections, workloads, page);
            case "--connections" -> new Options(rounds, measured, Integer.parseInt(option[1]), workloads, page);
            case "--workload" -> new Options(rounds, measured, connections, List.of(Workload.valueOf(option[1])), page);
            case "--page" -> new Options(rounds, measured, connections, workloads, Path.of(option[1]));
            default -> throw new IllegalArgumentException("Not an option: " + argument);
        };
    }
}
