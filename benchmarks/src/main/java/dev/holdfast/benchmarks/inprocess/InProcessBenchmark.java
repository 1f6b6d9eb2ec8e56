package dev.holdfast.benchmarks.inprocess;

import dev.holdfast.benchmarks.Suite;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.etag.PreconditionEvaluation;
import dev.holdfast.idempotency.KeyParsing;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.springframework.core.SpringVersion;

/** The filters on a container that does next to nothing, with JMH: nanoseconds and bytes of each request. */
public final class InProcessBenchmark implements Suite {
    static final List<Class<?>> GROUPS = List.of(
            UnmatchedRequest.class,
            KeyedPost.class,
            NotModified.class,
            ShallowTag.class,
            PreconditionEvaluation.class,
            KeyParsing.class);
    /**
     * Not more than is needed: what the collector has not come back to for a while, a virtual machine may have to be given anew,
     * page by page.
     */
    private static final String HEAP = "1g";

    @Override
    public String name() {
        return "in-process";
    }

    @Override
    public Set<String> options() {
        return Set.of("benchmark", "forks", "iterations", "seconds");
    }

    @Override
    public Run prepare(Arguments arguments) {
        String part = arguments.text("benchmark").orElse("");
        List<String> chosen = GROUPS.stream()
                .map(Class::getSimpleName)
                .filter(group -> group.contains(part))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("No benchmark is called --benchmark=" + part);
        }
        int forks = arguments.number("forks", 1);
        int iterations = arguments.number("iterations", 5);
        int seconds = arguments.number("seconds", 2);
        return results -> measure(chosen, forks, iterations, seconds);
    }

    private static MarkdownPage measure(List<String> groups, int forks, int iterations, int seconds) throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(1)
                .forks(forks)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(seconds))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms" + HEAP, "-Xmx" + HEAP);
        groups.forEach(group -> options.include("\\." + group + "\\."));
        String load = Machine.load();
        Collection<RunResult> found = new Runner(options.build()).run();
        String measured = iterations + " warm-up iterations and " + iterations + " measured ones of " + seconds
                + " s each, in " + (forks == 1 ? "one process" : forks + " processes");
        return new InProcessPage(List.of(
                        "Machine: " + Machine.hardware() + "; load average before: " + load,
                        "JDK: " + Machine.jdk() + ", heap " + HEAP,
                        "Spring " + SpringVersion.getVersion(),
                        "One thread; for each row " + measured,
                        "± is half the 99.9 % confidence interval"))
                .of(found.stream().map(Measurement::of).toList());
    }
}
