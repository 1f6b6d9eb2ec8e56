package dev.holdfast.benchmarks.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures stores with different numbers of records in turn, round by round. Who begins changes with each round. A small store
 * that was measured is small no longer, so there is another one for each round.
 */
final class RecordsRace {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    /** For each of what is measured, in each round: connections that were not used before are, and so is a new table. */
    private static final Duration LEAD_IN = Duration.ofMillis(250);

    private final List<List<FilledStore>> sizes;

    /**
     * Between stores.
     *
     * @param sizes for each number of records the one store to be measured, or one to warm up with and one for each round
     */
    RecordsRace(List<List<FilledStore>> sizes) {
        this.sizes = sizes;
    }

    /** The results of each round, by how many records there are. */
    Map<Long, List<RecordsRound>> run(int rounds, Duration measured) throws InterruptedException {
        for (List<FilledStore> stores : sizes) {
            RecordsRound.of(stores.get(0), measured.compareTo(WARM_UP) < 0 ? measured : WARM_UP);
        }
        Map<Long, List<RecordsRound>> results = new TreeMap<>();
        List<List<FilledStore>> order = new ArrayList<>(sizes);
        for (int i = 1; i <= rounds; i++) {
            for (List<FilledStore> stores : order) {
                FilledStore store = stores.get(i % stores.size());
                RecordsRound.of(store, LEAD_IN);
                RecordsRound round = RecordsRound.of(store, measured);
                System.out.printf(
                        "round %d, %d records: begin %.3f ms, replay %.3f ms%n",
                        i,
                        store.records(),
                        round.first().begin().millis(50),
                        round.replay().millis(50));
                results.computeIfAbsent(store.records(), first -> new ArrayList<>())
                        .add(round);
            }
            Collections.rotate(order, 1);
        }
        return results;
    }
}
