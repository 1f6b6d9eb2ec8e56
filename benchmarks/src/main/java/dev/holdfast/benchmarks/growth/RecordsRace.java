package dev.holdfast.benchmarks.growth;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures stores with different numbers of records in turn, round by round. Who begins changes with each round. */
final class RecordsRace {
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final List<FilledStore> stores;

    RecordsRace(List<FilledStore> stores) {
        this.stores = stores;
    }

    /** The results of each round, by how many records there are. */
    Map<Long, List<RecordsRound>> run(int rounds, Duration measured) throws InterruptedException, SQLException {
        for (FilledStore store : stores) {
            RecordsRound.of(store, measured.compareTo(WARM_UP) < 0 ? measured : WARM_UP);
        }
        Map<Long, List<RecordsRound>> results = new TreeMap<>();
        List<FilledStore> order = new ArrayList<>(stores);
        for (int i = 0; i < rounds; i++) {
            for (FilledStore store : order) {
                store.restore();
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
