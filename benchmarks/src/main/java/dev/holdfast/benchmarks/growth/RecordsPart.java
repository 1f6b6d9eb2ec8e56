package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.postgres.PostgresCluster;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.stores.H2File;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How the number of live records tells on a store. */
final class RecordsPart implements Part {

    @Override
    public String name() {
        return "records";
    }

    @Override
    public void run(Options options, MarkdownPage page) throws Exception {
        List<Long> sizes = new ArrayList<>(List.of(0L));
        sizes.addAll(options.records());
        postgres(sizes, options, page);
        h2(sizes, options, page);
    }

    private static void postgres(List<Long> sizes, Options options, MarkdownPage page) throws Exception {
        List<FilledStore> stores = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        try (PostgresCluster cluster = PostgresCluster.start()) {
            try {
                for (long records : sizes) {
                    String database = "records_" + records;
                    cluster.create(database);
                    stores.add(FilledStore.create(Filling.POSTGRESQL, cluster.address(database), records));
                    bytes.add(cluster.size(database));
                    told(stores, bytes);
                }
                cluster.settle();
                measure("PostgreSQL", stores, bytes, options, page);
            } finally {
                stores.forEach(FilledStore::close);
            }
        }
    }

    private static void h2(List<Long> sizes, Options options, MarkdownPage page) throws Exception {
        List<FilledStore> stores = new ArrayList<>();
        List<H2File> files = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        try {
            for (long records : sizes) {
                H2File file = H2File.create();
                files.add(file);
                stores.add(FilledStore.create(Filling.H2, file.address(), records));
                bytes.add(file.size());
                told(stores, bytes);
            }
            measure("H2, in the process", stores, bytes, options, page);
        } finally {
            stores.forEach(FilledStore::close);
            for (H2File file : files) {
                file.close();
            }
        }
    }

    private static void told(List<FilledStore> stores, List<Long> bytes) {
        FilledStore last = stores.get(stores.size() - 1);
        System.out.println(
                last.records() + " records filled in " + last.filled() + ", " + bytes.get(bytes.size() - 1) + " bytes");
    }

    private static void measure(
            String database, List<FilledStore> stores, List<Long> bytes, Options options, MarkdownPage page)
            throws InterruptedException, SQLException {
        RecordsTables tables = new RecordsTables(new RecordsRace(stores).run(options.rounds(), options.measured()));
        page.section("Live records: " + database);
        page.paragraph(options.rounds() + " rounds of " + options.measured().toSeconds()
                + " seconds for each number and each measurement, the numbers in turn; medians of the rounds. First requests are"
                + " of new keys; replays are of records from all over the table.");
        page.list(sizes(stores, bytes));
        page.table(tables.latency("begin, 1 thread:", round -> round.first().begin()));
        page.table(tables.latency("complete, 1 thread:", round -> round.first().complete()));
        page.table(tables.latency("replay, 1 thread:", RecordsRound::replay));
        page.table(tables.throughput("begin + complete, " + RecordsRound.THREADS + " threads:", RecordsRound::firsts));
        page.table(tables.throughput("replay, " + RecordsRound.THREADS + " threads:", RecordsRound::replays));
    }

    private static List<String> sizes(List<FilledStore> stores, List<Long> bytes) {
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < stores.size(); i++) {
            sizes.add(MarkdownPage.number("%,.0f", (double) stores.get(i).records()) + " records: "
                    + (bytes.get(i) >> 20) + " MiB with indexes, filled in "
                    + stores.get(i).filled().toSeconds() + " seconds");
        }
        return sizes;
    }
}
