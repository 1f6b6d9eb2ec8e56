package dev.holdfast.benchmarks.stores;

import dev.holdfast.benchmarks.report.Arguments;
import java.time.Duration;

/**
 * What may be told on the command line.
 *
 * @param rounds how often everything is measured
 * @param measured how long each time
 * @param warmUp how long both sides run before
 * @param threads how many work at once
 */
record Options(int rounds, Duration measured, Duration warmUp, int threads) {

    static Options of(Arguments arguments) {
        return new Options(
                arguments.number("rounds", 5),
                Duration.ofSeconds(arguments.number("seconds", 4)),
                Duration.ofSeconds(arguments.number("warmup", 10)),
                arguments.number("threads", 8));
    }
}
