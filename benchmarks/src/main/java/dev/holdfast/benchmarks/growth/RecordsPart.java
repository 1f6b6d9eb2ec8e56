package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.stores.H2File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How the number of live records tells on a store. */
final class RecordsPart implements Part {

    @Override
    public String name() {
        return "records";
    }

    @Override
    public Set<String> options() {
        return Set.of("records", "rounds", "seconds");
    }

    @Override
    public void run(Options options, MarkdownPage page) throws Exception {
        List<Long> sizes = new ArrayList<>(List.of(0L));
        sizes.addAll(options.records());
        postgres(sizes, options, page);
        h2(sizes, options, page);
    }

    private static void postgres(List<Long> sizes, Options options, MarkdownPage page) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start();
                FilledStores stores = new FilledStores()) {
            for (long records : sizes) {
                for (int i = 0; i < stores(records, options); i++) {
                    String database = "records_" + records + "_" + i;
                    cluster.create(database);
                    stores.add(
                            FilledStore.create(Filling.POSTGRESQL, cluster.address(database), records),
                            cluster.size(database));
                }
            }
            cluster.settle();
            measure("PostgreSQL", stores, options, page);
        }
    }

    private static void h2(List<Long> sizes, Options options, MarkdownPage page) throws Exception {
        List<H2File> files = new ArrayList<>();
        try (FilledStores stores = new FilledStores()) {
            for (long records : sizes) {
                for (int i = 0; i < stores(records, options); i++) {
                    H2File file = H2File.create();
                    files.add(file);
                    stores.add(FilledStore.create(Filling.H2, file.address(), records), file.size());
                }
            }
            measure("H2, in the process", stores, options, page);
        } finally {
            for (H2File file : files) {
                file.close();
            }
        }
    }

    /** How many: an empty one has to be another in each round, and before. */
    private static int stores(long records, Options options) {
        return records == 0 ? 1 + options.rounds() : 1;
    }

    private static void measure(String database, FilledStores stores, Options options, MarkdownPage page)
            throws InterruptedException {
        RecordsTables tables =
                new RecordsTables(new RecordsRace(stores.bySize()).run(options.rounds(), options.measured()));
        page.section("Live records: " + database);
        page.paragraph(options.rounds() + " rounds of " + options.measured().toSeconds()
                + " seconds for each number and each measurement, the numbers in turn; medians of the rounds. First requests are"
                + " of new keys; replays are of records from all over the table. An empty table has "
                + FilledStore.LEAST
                + " records, or there would be nothing to replay, and is another one in each round. Outcomes that"
                + " were there before have " + Filling.OUTCOME_LENGTH + " bytes.");
        page.list(stores.sizes());
        page.table(tables.latency("begin, 1 thread:", round -> round.first().begin()));
        page.table(tables.latency("complete, 1 thread:", round -> round.first().complete()));
        page.table(tables.latency("replay, 1 thread:", RecordsRound::replay));
        page.table(tables.throughput("begin + complete, " + RecordsRound.THREADS + " threads:", RecordsRound::firsts));
        page.table(tables.throughput("replay, " + RecordsRound.THREADS + " threads:", RecordsRound::replays));
    }
}
