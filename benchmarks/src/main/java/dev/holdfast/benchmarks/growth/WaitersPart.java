package dev.holdfast.benchmarks.growth;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;

import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import java.util.Set;

/** What many duplicates take that wait for one first request. */
final class WaitersPart implements Part {
    private static final int HEAP_MEGABYTES = 1_024;

    @Override
    public String name() {
        return "waiters";
    }

    @Override
    public Set<String> options() {
        return Set.of("waiters");
    }

    @Override
    public void run(Options options, MarkdownPage page) throws Exception {
        int count = options.waiters();
        OpenFiles.expect(count);
        Waiting waiting;
        Idling idling;
        try (GrowthProcess server = GrowthProcess.start(true, HEAP_MEGABYTES)) {
            waiting = Waiting.run(server, count);
        }
        try (GrowthProcess server = GrowthProcess.start(false, HEAP_MEGABYTES)) {
            idling = Idling.run(server, count);
        }
        page.section("Waiting duplicates");
        page.paragraph("Of " + number("%,.0f", count + 1.0)
                + " requests with one key on as many connections, the first was held"
                + " by its handler. When it ended, each of the others got its response, the last after "
                + waiting.answered().toMillis() + " ms. The heap is what is alive after a collection.");
        MarkdownTable table = new MarkdownTable("Server", "Threads", "Heap KiB", "Heap for each, bytes");
        row(table, "with the filter, before", waiting.before(), "");
        row(
                table,
                "with the filter, all waiting",
                waiting.meanwhile(),
                each(waiting.meanwhile(), waiting.before(), count));
        row(table, "with the filter, after", waiting.after(), "");
        row(table, "bare, before", idling.before(), "");
        row(
                table,
                "bare, as many idle connections",
                idling.meanwhile(),
                each(idling.meanwhile(), idling.before(), count));
        page.table(table);
    }

    private static String each(Footprint meanwhile, Footprint before, int count) {
        return number("%,.0f", (double) meanwhile.each(before, count));
    }

    private static void row(MarkdownTable table, String server, Footprint footprint, String each) {
        table.row(server, Long.toString(footprint.threads()), number("%,.0f", footprint.heap() / 1024.0), each);
    }
}
