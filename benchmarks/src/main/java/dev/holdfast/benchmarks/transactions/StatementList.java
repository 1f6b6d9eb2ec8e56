package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.postgres.Cost;
import java.util.Locale;
import java.util.stream.Collectors;

/** Statements in short. */
final class StatementList {
    private static final int LENGTH = 60;

    private StatementList() {}

    static String of(Cost cost) {
        return cost.counts().statements().entrySet().stream()
                .filter(entry -> Cost.isOfRequests(cost.perRequest(entry.getValue())))
                .map(entry -> times(cost.perRequest(entry.getValue())) + "`" + brief(entry.getKey()) + "`")
                .collect(Collectors.joining(", "));
    }

    private static String times(double perRequest) {
        String times = String.format(Locale.ROOT, "%.1f", perRequest);
        return times.equals("1.0") ? "" : times + " × ";
    }

    private static String brief(String statement) {
        String line = statement.replaceAll("\\s+", " ").strip();
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1) + "…";
    }
}
