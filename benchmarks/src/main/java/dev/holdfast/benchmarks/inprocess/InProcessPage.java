package dev.holdfast.benchmarks.inprocess;

import static dev.holdfast.benchmarks.report.MarkdownPage.number;

import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.report.MarkdownTable;
import dev.holdfast.etag.PreconditionEvaluation;
import dev.holdfast.idempotency.KeyParsing;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results, to be read. Not thread-safe. */
final class InProcessPage {
    private static final String BARE = "bare";

    private final MarkdownPage page;

    InProcessPage(List<String> facts) {
        page = new MarkdownPage("What a request costs within the process", facts);
    }

    MarkdownPage of(Collection<Measurement> all) {
        page.section("Goals");
        page.table(Goals.of(all));
        Measurements spared = Measurements.of(NotModified.class, all);
        compared("A request that no rule matches", "Request", Measurements.of(UnmatchedRequest.class, all));
        compared("A POST with a key, on the store in memory", "Bytes of body", Measurements.of(KeyedPost.class, all));
        compared(
                "A GET of 1 KiB that is answered with 304, but for bare", "Client has", spared.byParameters("the tag"));
        compared(
                "A GET whose tag is the hash of its content",
                "Bytes of content",
                Measurements.of(ShallowTag.class, all));
        compared(
                "Reading and evaluating preconditions, alone",
                "Fields",
                Measurements.of(PreconditionEvaluation.class, all));
        compared("Reading a key, alone", "Field", Measurements.of(KeyParsing.class, all));
        return page;
    }

    private void compared(String title, String parameter, Measurements measurements) {
        if (measurements.isEmpty()) {
            return;
        }
        MarkdownTable table = new MarkdownTable(
                parameter, "Variant", "ns", "±", "Ratio to bare", "ns above bare", "Bytes", "Bytes above bare");
        for (String value : measurements.parameters()) {
            Measurement bare = measurements.find(BARE, value).orElse(null);
            for (Measurement each : measurements.with(value)) {
                row(table, each, bare);
            }
        }
        page.section(title);
        page.table(table);
    }

    private static void row(MarkdownTable table, Measurement measured, @Nullable Measurement bare) {
        table.row(
                measured.parameters(),
                measured.variant(),
                number("%.0f", measured.nanos()),
                Double.isNaN(measured.error()) ? "" : number("%.0f", measured.error()),
                bare == null ? "" : number("%.2f", measured.nanos() / bare.nanos()),
                bare == null ? "" : number("%.0f", measured.nanos() - bare.nanos()),
                number("%.0f", measured.bytes()),
                bare == null ? "" : number("%.0f", measured.bytes() - bare.bytes()));
    }
}
