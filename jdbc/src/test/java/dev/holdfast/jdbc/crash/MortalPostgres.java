package dev.holdfast.jdbc.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.holdfast.testkit.db.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that is killed and started again on its data. It waits for the disk at each commit. One thread. */
final class MortalPostgres implements AutoCloseable {
    /** The application name of the nodes' connections. */
    static final String NODES = "holdfast-node";

    private static final int TRIES = 20;

    private final Path data;
    private EmbeddedPostgres server;

    private MortalPostgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    static MortalPostgres start() {
        // of a server that was killed it says that it cannot be stopped
        ((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class)).setLevel(Level.OFF);
        try {
            Path data = Files.createTempDirectory("holdfast-chaos");
            return new MortalPostgres(data, start(data, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100");
        return (port == 0 ? server : server.setPort(port)).start();
    }

    DatabaseAddress address() {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?ApplicationName=" + NODES,
                "postgres",
                "postgres");
    }

    /** The same database for a test that looks on. */
    DatabaseAddress addressOfTest() {
        return new DatabaseAddress(address().url().replace(NODES, "test"), "postgres", "postgres");
    }

    /** Kills every process of the server, and starts it again, which recovers what was committed. */
    void restart() {
        ProcessHandle postmaster = server.getProcess().toHandle();
        var all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        try {
            server.close();
            server = startAgain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A backend that was forked in the last moment keeps the data to itself until it sees that it is alone. */
    private EmbeddedPostgres startAgain() throws IOException {
        IllegalStateException last = new IllegalStateException("never tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                return start(data, server.getPort());
            } catch (IllegalStateException | IOException e) {
                last = new IllegalStateException("PostgreSQL does not start again", e);
            }
        }
        throw last;
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
