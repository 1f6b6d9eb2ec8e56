package dev.holdfast.benchmarks.inprocess;

import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH found out about one benchmark with one choice of parameters.
 *
 * @param group the class it stands in
 * @param variant the method
 * @param parameters the values of the parameters; empty if there are none
 * @param nanos how long a call took, on average
 * @param error half the 99.9 % confidence interval of that
 * @param bytes how much was allocated for a call
 */
record Measurement(String group, String variant, String parameters, double nanos, double error, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    static Measurement of(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        String[] name = benchmark.getBenchmark().split("\\.", -1);
        String parameters =
                benchmark.getParamsKeys().stream().map(benchmark::getParam).collect(Collectors.joining(", "));
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new IllegalStateException("JMH did not tell how much " + benchmark.getBenchmark() + " allocates");
        }
        return new Measurement(
                name[name.length - 2],
                name[name.length - 1],
                parameters,
                time.getScore(),
                time.getScoreError(),
                allocated.getScore());
    }
}
