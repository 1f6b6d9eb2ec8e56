package dev.holdfast.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules");

    private Repository() {}

    /** The pages that people read: those of the root, and everything under docs. */
    static List<Path> pages() {
        Stream<Path> root = files(ROOT, 1);
        Stream<Path> docs = files(ROOT.resolve("docs"), Integer.MAX_VALUE);
        Stream<Path> examples = files(ROOT.resolve("examples"), 2);
        return Stream.of(root, docs, examples)
                .flatMap(files -> files)
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    static List<Path> javaSources() {
        return files(ROOT, Integer.MAX_VALUE)
                .filter(file -> file.toString().endsWith(".java"))
                .sorted()
                .toList();
    }

    static Stream<Path> files(Path under, int depth) {
        try (Stream<Path> files = Files.walk(under, depth)) {
            return files.filter(Repository::isSource).filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path file) {
        for (Path name : ROOT.relativize(file)) {
            if (NOT_SOURCES.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String file) {
        return read(ROOT.resolve(file));
    }
}
