package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.Suite;
import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.benchmarks.report.MarkdownPage;
import dev.holdfast.benchmarks.stores.H2File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.postgresql.util.DriverInfo;

/** Measures what depends on how much there is. */
public final class GrowthBenchmark implements Suite {
    private static final List<Part> PARTS =
            List.of(new RecordsPart(), new PurgePart(), new WaitersPart(), new UploadPart());

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Set<String> options() {
        return Set.of("part", "records", "rounds", "seconds", "expired", "waiters", "megabytes");
    }

    @Override
    public MarkdownPage run(Arguments arguments, Path results) throws Exception {
        Options options = Options.of(arguments);
        List<Part> parts = arguments.text("part").map(GrowthBenchmark::parts).orElse(PARTS);
        MarkdownPage page = new MarkdownPage("Growth", facts());
        for (Part part : parts) {
            System.out.println("- " + part.name());
            part.run(options, page);
        }
        return page;
    }

    private static List<Part> parts(String names) {
        Set<String> chosen = Set.of(names.split(",", -1));
        List<Part> parts =
                PARTS.stream().filter(part -> chosen.contains(part.name())).toList();
        if (parts.size() < chosen.size()) {
            throw new IllegalArgumentException("--part=" + names + " names one that is not there");
        }
        return parts;
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
