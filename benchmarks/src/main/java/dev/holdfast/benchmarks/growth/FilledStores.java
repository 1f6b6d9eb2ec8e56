package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.report.MarkdownPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stores that are measured against one another. One owner. */
final class FilledStores implements AutoCloseable {
    private final Map<Long, List<FilledStore>> stores = new TreeMap<>();
    private final List<String> sizes = new ArrayList<>();

    /**
     * Adds one, and says so.
     *
     * @param bytes how much it takes on disk
     */
    void add(FilledStore store, long bytes) {
        List<FilledStore> same = stores.computeIfAbsent(store.records(), records -> new ArrayList<>());
        if (same.isEmpty()) {
            sizes.add(MarkdownPage.number("%,.0f", (double) store.records()) + " records: " + (bytes >> 20)
                    + " MiB with indexes, filled in " + store.filled().toSeconds() + " seconds");
            System.out.println(sizes.get(sizes.size() - 1));
        }
        same.add(store);
    }

    /** Those with the same number of records, the fewest first. */
    List<List<FilledStore>> bySize() {
        return List.copyOf(stores.values());
    }

    /** In words, what each number of records takes. */
    List<String> sizes() {
        return sizes;
    }

    @Override
    public void close() {
        stores.values().forEach(same -> same.forEach(FilledStore::close));
    }
}
