package dev.holdfast.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of the cases on one container, kept as a file that the documentation's table is made of. Thread-safe. */
final class Results {
    private static final Path FILE = Path.of("target", "conformance.tsv");

    private final List<String> lines = new ArrayList<>();

    synchronized void add(ConformanceCase one, boolean same) {
        lines.add(String.join("\t", one.topic(), one.name(), one.retry().toString(), same ? "same" : "differs"));
    }

    /** Writes them under the name that the container gives itself. */
    synchronized void write(String server) throws IOException {
        List<String> file = new ArrayList<>(List.of(server));
        file.addAll(lines);
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.write(FILE, file);
    }
}
