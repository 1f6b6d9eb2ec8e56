package dev.holdfast.benchmarks.growth;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;

import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.benchmarks.report.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the filter does to a large upload. */
final class UploadPart implements Part {
    private static final int HEAP_MEGABYTES = 64;
    private static final int ROUNDS = 3;
    private static final byte LAST = 'x';
    private static final byte OTHER = 'y';

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public Set<String> options() {
        return Set.of("megabytes");
    }

    @Override
    public void run(Options options, MarkdownPage page) throws Exception {
        int megabytes = options.megabytes();
        try (GrowthProcess bare = GrowthProcess.start(false, HEAP_MEGABYTES);
                GrowthProcess filtered = GrowthProcess.start(true, HEAP_MEGABYTES)) {
            Uploads without = new Uploads(bare, megabytes);
            Uploads with = new Uploads(filtered, megabytes);
            without.warmUp();
            with.warmUp();
            List<Uploads> order = new ArrayList<>(List.of(without, with));
            for (int i = 0; i < ROUNDS; i++) {
                for (Uploads each : order) {
                    each.first();
                }
                Collections.rotate(order, 1);
            }
            Upload retry = with.retry(LAST, Response.REPLAY);
            Upload other = with.retry(OTHER, new Response(422, false));
            Spread ratio = Spread.ofRatios(with.firsts, without.firsts, upload -> upload.megabytesASecond(megabytes));
            page.section("An upload of " + megabytes + " MiB");
            page.paragraph("Each server has a heap of " + HEAP_MEGABYTES
                    + " MiB, and a handler that reads the body and counts it. "
                    + ROUNDS + " uploads to each, in turn. Throughput with the filter is "
                    + number("%.2f", ratio.median()) + " of that without, in the median round.");
            MarkdownTable table = new MarkdownTable(
                    "Upload",
                    "Status",
                    "MiB a second",
                    "Heap used at most, KiB",
                    "Heap left by a collection at most, KiB");
            row(table, "bare", without.firsts, megabytes);
            row(table, "with the filter", with.firsts, megabytes);
            row(table, "a retry, replayed", List.of(retry), megabytes);
            row(table, "another last byte, refused", List.of(other), megabytes);
            page.table(table);
        }
    }

    /** Those to one server. */
    private static final class Uploads {
        private final GrowthProcess server;
        private final int megabytes;
        private final List<Upload> firsts = new ArrayList<>();
        private String key = "";

        Uploads(GrowthProcess server, int megabytes) {
            this.server = server;
            this.megabytes = megabytes;
        }

        void warmUp() throws IOException {
            first();
            firsts.clear();
        }

        void first() throws IOException {
            key = UUID.randomUUID().toString();
            firsts.add(expect(Response.FIRST, LAST));
        }

        /** The last one again. */
        Upload retry(byte last, Response expected) throws IOException {
            return expect(expected, last);
        }

        private Upload expect(Response expected, byte last) throws IOException {
            Upload upload = Upload.send(server, key, megabytes, last);
            if (!upload.response().equals(expected)) {
                throw new IllegalStateException("An upload was answered by " + upload.response());
            }
            return upload;
        }
    }

    private static void row(MarkdownTable table, String name, List<Upload> uploads, int megabytes) {
        table.row(
                name,
                Integer.toString(uploads.get(0).response().status()),
                number("%.0f", Spread.median(uploads, upload -> upload.megabytesASecond(megabytes))),
                number("%,.0f", uploads.stream().mapToLong(Upload::used).max().orElse(0) / 1024.0),
                number("%,.0f", uploads.stream().mapToLong(Upload::left).max().orElse(0) / 1024.0));
    }
}
