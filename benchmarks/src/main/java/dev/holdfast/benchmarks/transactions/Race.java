package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.app.OrdersProcess;
import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.load.Load;
import dev.holdfast.benchmarks.load.LoadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures applications in turn, round by round, so that whatever else the machine does hits all of them alike. Who begins
 * changes with each round.
 */
final class Race {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    private final Map<Protection, OrdersProcess> applications;
    private final Options options;

    Race(Map<Protection, OrdersProcess> applications, Options options) {
        this.applications = applications;
        this.options = options;
    }

    /** The results of each round. */
    Map<Protection, List<LoadResult>> of(Workload workload) throws InterruptedException {
        Map<Protection, List<LoadResult>> results = new EnumMap<>(Protection.class);
        List<Protection> order = new ArrayList<>(applications.keySet());
        for (Protection each : order) {
            run(each, workload, Duration.ZERO, WARM_UP);
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Protection each : order) {
                LoadResult result = run(each, workload, LEAD_IN, options.measured());
                results.computeIfAbsent(each, first -> new ArrayList<>()).add(result);
                System.out.printf("%s, round %d, %s: %.0f/s%n", workload, round, each.label(), result.throughput());
            }
            Collections.rotate(order, 1);
        }
        return results;
    }

    private LoadResult run(Protection protection, Workload workload, Duration leadIn, Duration measured)
            throws InterruptedException {
        int port = Objects.requireNonNull(applications.get(protection)).port();
        return new Load(options.connections(), leadIn, measured).run(port, workload.requests(protection, port));
    }
}
