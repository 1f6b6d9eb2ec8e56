package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.Suite;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.stores.H2File;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.postgresql.util.DriverInfo;

/** Measures what depends on how much there is: each part by itself, for each takes minutes. */
public final class GrowthBenchmark implements Suite {
    private final Part part;

    private GrowthBenchmark(Part part) {
        this.part = part;
    }

    /** All parts. */
    public static List<Suite> suites() {
        return Stream.of(new RecordsPart(), new PurgePart(), new WaitersPart(), new UploadPart())
                .<Suite>map(GrowthBenchmark::new)
                .toList();
    }

    @Override
    public String name() {
        return "growth-" + part.name();
    }

    @Override
    public Set<String> options() {
        return part.options();
    }

    @Override
    public Run prepare(Arguments arguments) {
        Options options = Options.of(arguments);
        return results -> {
            MarkdownPage page = new MarkdownPage("Growth: " + part.name(), facts());
            part.run(options, page);
            return page;
        };
    }

    private static List<String> facts() throws Exception {
        return List.of(
                "Machine: " + Machine.hardware() + "; load average before: " + Machine.load()
                        + "; clients, application and database share it",
                "JDK: " + Machine.jdk() + ", " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB of heap for H2 and the clients",
                DriverInfo.DRIVER_FULL_NAME + ", H2 " + H2File.version() + ", Jetty " + Server.getVersion());
    }
}
