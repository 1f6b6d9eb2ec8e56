package dev.holdfast.benchmarks.stores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a store and its floor in turn, round by round, so that whatever else the machine does hits both alike. Who begins
 * changes with each round.
 */
final class Duel {
    private static final Duration LEAD_IN = Duration.ofMillis(500);

    private final Options options;

    Duel(Options options) {
        this.options = options;
    }

    List<Round> of(Contestants contestants) throws InterruptedException {
        warmUp(contestants.store());
        warmUp(contestants.floor());
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            Round round = i % 2 == 0 ? storeFirst(contestants) : floorFirst(contestants);
            System.out.printf(
                    "round %d: %.0f/s by %.0f/s = %.2f%n",
                    i, round.store().throughput(), round.floor().throughput(), round.ratio());
            rounds.add(round);
        }
        return rounds;
    }

    private void warmUp(Operation operation) throws InterruptedException {
        new ClosedLoop(options.threads(), Duration.ZERO, options.warmUp()).run(operation);
    }

    private Round storeFirst(Contestants contestants) throws InterruptedException {
        Timing store = measure(contestants.store());
        return new Round(store, measure(contestants.floor()));
    }

    private Round floorFirst(Contestants contestants) throws InterruptedException {
        Timing floor = measure(contestants.floor());
        return new Round(measure(contestants.store()), floor);
    }

    private Timing measure(Operation operation) throws InterruptedException {
        return new ClosedLoop(options.threads(), LEAD_IN, options.measured()).run(operation);
    }
}
