package dev.holdfast.examples.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where runs keep their files. */
final class Directories {
    private Directories() {}

    /** Makes one anew. What an earlier run left there is gone. */
    static void renew(Path directory) throws IOException {
        delete(directory);
        Files.createDirectories(directory);
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path file : deepestFirst(directory)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
