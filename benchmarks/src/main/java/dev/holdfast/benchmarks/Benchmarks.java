package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.growth.GrowthBenchmark;
import dev.holdfast.benchmarks.http.HttpBenchmark;
import dev.holdfast.benchmarks.inprocess.InProcessBenchmark;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.stores.StoresBenchmark;
import dev.holdfast.benchmarks.transactions.RequestTransactionsBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * Runs them, and ends the process: with 0, with 1 if one failed, or with 2, before anything is run, if an option is wrong or
     * none of them knows it.
     *
     * @param arguments {@code --only=name,name} chooses suites, {@code --results=folder} says where the pages go; the others are
     *     options of the chosen suites, each of which gets those it knows
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Map<String, String> options = new HashMap<>(Arguments.of(arguments).values());
            String only = options.remove("only");
            Path results = writable(Objects.requireNonNullElse(options.remove("results"), "results"));
            Map<String, Suite.Run> runs = prepared(chosen(only), new Arguments(options));
            System.exit(failed(runs, results).isEmpty() ? 0 : 1); // whatever still runs
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static Map<String, Suite.Run> prepared(List<Suite> suites, Arguments told) throws InterruptedException {
        told.expectOnly(
                suites.stream().flatMap(suite -> suite.options().stream()).toList());
        Map<String, Suite.Run> runs = new LinkedHashMap<>();
        for (Suite suite : suites) {
            runs.put(suite.name(), suite.prepare(told.only(suite.options())));
        }
        return runs;
    }

    /** The folder, made if it is not there. */
    static Path writable(String folder) {
        Path path = Path.of(folder);
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "results", ".tmp"));
            return path;
        } catch (IOException e) {
            throw new IllegalArgumentException("Nothing can be written to --results=" + folder + ": " + e, e);
        }
    }

    /** Runs them all, for each takes its time and none needs another, and gives those that could not be measured. */
    static List<String> failed(Map<String, Suite.Run> runs, Path results) {
        List<String> failed = new ArrayList<>();
        runs.forEach((name, run) -> {
            System.out.println("--- " + name);
            try {
                MarkdownPage page = run.measure(results);
                System.out.println(page);
                page.write(results.resolve(name + ".md"));
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
