package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.growth.GrowthBenchmark;
import dev.holdfast.benchmarks.http.HttpBenchmark;
import dev.holdfast.benchmarks.inprocess.InProcessBenchmark;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.stores.StoresBenchmark;
import dev.holdfast.benchmarks.transactions.RequestTransactionsBenchmark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one command: runs all suites, or those it is told, one after another. */
public final class Benchmarks {
    static final List<Suite> SUITES = Stream.of(
                    List.of(new InProcessBenchmark(), new HttpBenchmark(), new StoresBenchmark()),
                    GrowthBenchmark.suites(),
                    List.of(new RequestTransactionsBenchmark()))
            .<Suite>flatMap(List::stream)
            .toList();

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param arguments {@code --only=name,name} chooses suites, {@code --results=folder} says where the pages go; the others are
     *     options of the chosen suites, each of which gets those it knows
     * @throws IllegalArgumentException if an option is wrong, or none of them knows it, before anything is run
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>(Arguments.of(arguments).values());
        String only = options.remove("only");
        String folder = options.remove("results");
        Path results = Path.of(folder == null ? "results" : folder);
        List<Suite> chosen = chosen(only);
        Arguments told = new Arguments(options);
        told.expectOnly(
                chosen.stream().flatMap(suite -> suite.options().stream()).toList());
        Map<String, Suite.Run> runs = new LinkedHashMap<>();
        for (Suite suite : chosen) {
            runs.put(suite.name(), suite.prepare(told.only(suite.options())));
        }
        System.exit(failed(runs, results).isEmpty() ? 0 : 1); // whatever still runs
    }

    /** Runs them all, for each takes its time and none needs another, and gives those that could not be measured. */
    static List<String> failed(Map<String, Suite.Run> runs, Path results) {
        List<String> failed = new ArrayList<>();
        runs.forEach((name, run) -> {
            System.out.println("--- " + name);
            try {
                MarkdownPage page = run.measure(results);
                page.write(results.resolve(name + ".md"));
                System.out.println(page);
            } catch (Exception e) {
                e.printStackTrace();
                failed.add(name);
            }
        });
        if (!failed.isEmpty()) {
            System.out.println("Failed, and their pages are as they were: " + String.join(", ", failed));
        }
        return failed;
    }

    static List<Suite> chosen(@Nullable String only) {
        if (only == null) {
            return SUITES;
        }
        List<Suite> chosen = new ArrayList<>();
        for (String name : only.split(",", -1)) {
            chosen.add(SUITES.stream()
                    .filter(suite -> suite.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No suite is called " + name)));
        }
        return chosen;
    }
}
