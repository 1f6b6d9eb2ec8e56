package dev.holdfast.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/** What came of the cases on one container, kept as a file that the documentation's table is made of. Thread-safe. */
final class Results {
    private static final Path FILE = Path.of("target", "conformance.tsv");

    private final List<String> lines = new ArrayList<>();

    void add(ConformanceCase one, boolean same) {
        add(one.topic(), one.name(), one.retry().toString(), same);
    }

    /** The test, whose result is added when it has run. Of its retries it says itself what it expects. */
    DynamicTest watched(String topic, DynamicTest test) {
        return DynamicTest.dynamicTest(test.getDisplayName(), () -> {
            boolean same = false;
            try {
                test.getExecutable().execute();
                same = true;
            } finally {
                add(topic, test.getDisplayName(), "", same);
            }
        });
    }

    private synchronized void add(String topic, String name, String retry, boolean same) {
        lines.add(String.join("\t", topic, name, retry, same ? "same" : "differs"));
    }

    /** Writes them under the name that the container gives itself. */
    synchronized void write(String server) throws IOException {
        List<String> file = new ArrayList<>(List.of(server));
        file.addAll(lines);
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.write(FILE, file);
    }
}
