package dev.holdfast.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of this machine that waits for the disk at each commit, as one in production does. */
public final class PostgresCluster implements AutoCloseable {
    private static final String OPTIONS = "?user=postgres&password=postgres&sslmode=disable&gssEncMode=disable";
    private static final List<String> SHOWN =
            List.of("server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method");

    private final EmbeddedPostgres server;

    private PostgresCluster(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it. No checkpoint comes in the middle of a run, for it would hit one of those that are compared. */
    public static PostgresCluster start() throws IOException {
        return new PostgresCluster(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "500")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "32GB")
                .setServerConfig("checkpoint_timeout", "1d")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start());
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The address of a database, on the server's own port or on that of a relay. */
    public static String address(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + OPTIONS;
    }

    /** The address of a database. */
    public String address(String database) {
        return address(port(), database);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(address("postgres"));
    }

    /** Creates a database. */
    public void create(String database) throws SQLException {
        execute("create database " + database);
    }

    /** How many bytes a database takes. */
    public long size(String database) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("select pg_database_size(?)")) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Has statements counted until it is told to stop. */
    public void countStatements() throws SQLException {
        execute("create extension pg_stat_statements");
    }

    /** Counting takes time, so nothing is timed with it. */
    public void stopCounting() throws SQLException {
        execute("alter system set pg_stat_statements.track = 'none'");
        execute("select pg_reload_conf()");
    }

    /** Puts everything on disk, so that what follows begins alike. */
    public void settle() throws SQLException {
        execute("checkpoint");
    }

    /** The settings that decide what a commit costs. */
    public List<String> settings() throws SQLException {
        List<String> settings = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String name : SHOWN) {
                try (ResultSet row = statement.executeQuery("show " + name)) {
                    row.next();
                    settings.add(name + " = " + row.getString(1));
                }
            }
        }
        return settings;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
