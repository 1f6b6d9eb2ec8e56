package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.report.Arguments;
import java.time.Duration;
import java.util.List;

/**
 * What may be told on the command line.
 *
 * @param records how many records there are, in each of the databases that are compared with an empty one
 * @param rounds how often each of them is measured
 * @param measured how long each time
 * @param expired how many expired records are purged
 * @param waiters how many duplicates wait
 * @param megabytes the size of the upload
 */
record Options(List<Long> records, int rounds, Duration measured, int expired, int waiters, int megabytes) {

    static Options of(Arguments arguments) {
        return new Options(
                arguments.numbers("records", "1000000,10000000"),
                arguments.number("rounds", 5),
                Duration.ofSeconds(arguments.number("seconds", 2)),
                arguments.number("expired", 1_000_000),
                arguments.number("waiters", 10_000),
                arguments.number("megabytes", 1_024));
    }
}
