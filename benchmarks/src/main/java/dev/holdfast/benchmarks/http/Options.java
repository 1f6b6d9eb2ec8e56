package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.load.Generator;
import dev.holdfast.benchmarks.load.JavaGenerator;
import dev.holdfast.benchmarks.load.Wrk;
import dev.holdfast.benchmarks.report.Arguments;
import java.time.Duration;
import java.util.List;

/**
 * What may be told on the command line.
 *
 * @param rounds how often everything is measured
 * @param measured how long each time
 * @param warmUp how long each server is under load before
 * @param connections how many clients
 * @param generator what makes them
 * @param workloads what they ask for
 */
record Options(
        int rounds,
        Duration measured,
        Duration warmUp,
        int connections,
        Generator generator,
        List<Workload> workloads) {

    static Options of(Arguments arguments) throws InterruptedException {
        int connections = arguments.number("connections", 8);
        return new Options(
                arguments.number("rounds", 5),
                Duration.ofSeconds(arguments.number("seconds", 4)),
                Duration.ofSeconds(arguments.number("warmup", 15)),
                connections,
                generator(arguments.text("generator").orElse("any"), connections),
                arguments.choice("workload", Workload.class));
    }

    private static Generator generator(String name, int connections) throws InterruptedException {
        Generator java = new JavaGenerator(connections);
        return switch (name) {
            case "any" -> Wrk.find(connections).map(Generator.class::cast).orElse(java);
            case "wrk" ->
                Wrk.find(connections).orElseThrow(() -> new IllegalArgumentException("There is no wrk on the path"));
            case "java" -> java;
            default -> throw new IllegalArgumentException("--generator=" + name + " is neither wrk nor java");
        };
    }
}
