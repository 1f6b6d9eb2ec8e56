package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.app.Stack;
import dev.holdfast.benchmarks.load.Measurement;
import dev.holdfast.benchmarks.load.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures servers in turn, round by round, so that whatever else the machine does hits all of them alike. Who begins changes
 * with each round.
 */
final class Race {
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    private final Options options;

    Race(Options options) {
        this.options = options;
    }

    /** The results of each round, by servers in the order of the workload. */
    Map<Stack, List<Measurement>> of(Workload workload, Servers servers) throws IOException, InterruptedException {
        Map<Stack, Requests> requests = new EnumMap<>(Stack.class);
        Map<Stack, List<Measurement>> results = new LinkedHashMap<>();
        for (Stack stack : workload.stacks()) {
            int port = servers.port(stack);
            Requests ofStack = workload.requests(stack, port);
            options.generator().run(port, ofStack, Duration.ZERO, options.warmUp());
            requests.put(stack, ofStack);
            results.put(stack, new ArrayList<>());
        }
        List<Stack> order = new ArrayList<>(workload.stacks());
        for (int round = 1; round <= options.rounds(); round++) {
            for (Stack stack : order) {
                Measurement result = options.generator()
                        .run(
                                servers.port(stack),
                                Objects.requireNonNull(requests.get(stack)),
                                LEAD_IN,
                                options.measured());
                Objects.requireNonNull(results.get(stack)).add(result);
                System.out.printf("%s, round %d, %s: %.0f/s%n", workload, round, stack.label(), result.throughput());
            }
            Collections.rotate(order, 1);
        }
        return results;
    }
}
