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
     * @throws IllegalArgumentException if none of them knows an option, before anything is run
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
        for (Suite suite : chosen) {
            System.out.println("--- " + suite.name());
            MarkdownPage page = suite.run(told.only(suite.options()), results);
            page.write(results.resolve(suite.name() + ".md"));
            System.out.println(page);
        }
        System.exit(0); // whatever still runs
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
