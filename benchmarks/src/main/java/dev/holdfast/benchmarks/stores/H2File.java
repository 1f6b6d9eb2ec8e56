package dev.holdfast.benchmarks.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/** An H2 database in this process and in a file, with all settings as they come. It is deleted at the end. */
public final class H2File implements AutoCloseable {
    private final Path folder;

    private final Thread atExit = new Thread(this::deleteQuietly);

    private H2File(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A new one. */
    public static H2File create() throws IOException {
        return new H2File(Files.createTempDirectory("holdfast-benchmark"));
    }

    /** The version of H2. */
    public static String version() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Its address. */
    public String address() {
        return "jdbc:h2:file:" + folder.resolve("records").toAbsolutePath();
    }

    /** How large it is, in bytes. */
    public long size() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Where somebody ends the process: it may be gigabytes. What H2 itself still writes then may stay. */
    private void deleteQuietly() {
        try {
            delete();
        } catch (IOException | UncheckedIOException e) {
            System.err.println(folder + " could not be deleted: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        delete();
    }

    private void delete() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(H2File::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
