package dev.holdfast.benchmarks.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server's statistics of one database. */
public final class Statistics {
    private static final String TRANSACTIONS =
            "select xact_commit, xact_rollback from pg_stat_database where datname = ?";
    private static final String LOG = "select wal_sync, wal_bytes from pg_stat_wal";
    private static final String STATEMENTS = """
            select s.query, sum(s.calls) from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname = ? group by s.query
            """;
    private static final String NEWEST =
            "select coalesce(max(backend_start), now()) from pg_stat_activity" + " where datname = ?";
    private static final String OLD =
            "select count(*) from pg_stat_activity where datname = ? and backend_start <= cast(? as timestamptz)";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final PostgresCluster cluster;
    private final String database;

    /** Those of a database. */
    public Statistics(PostgresCluster cluster, String database) {
        this.cluster = cluster;
        this.database = database;
    }

    /**
     * Reads them after every connection of the moment was replaced by a new one: a connection adds what it has done when it
     * ends, or seconds later.
     *
     * @param replaceConnections has the application do so
     */
    public Counts read(Callable<?> replaceConnections) throws Exception {
        try (Connection connection = cluster.connect()) {
            String newest = text(connection, NEWEST, database);
            replaceConnections.call();
            long start = System.nanoTime();
            while (!text(connection, OLD, database, newest).equals("0")) {
                if (System.nanoTime() - start > PATIENCE) {
                    throw new TimeoutException("The application keeps its connections");
                }
                Thread.sleep(20);
            }
            return counts(connection);
        }
    }

    private Counts counts(Connection connection) throws SQLException {
        try (PreparedStatement transactions = connection.prepareStatement(TRANSACTIONS);
                PreparedStatement log = connection.prepareStatement(LOG)) {
            transactions.setString(1, database);
            try (ResultSet transaction = transactions.executeQuery();
                    ResultSet flushes = log.executeQuery()) {
                transaction.next();
                flushes.next();
                return new Counts(
                        transaction.getLong(1),
                        transaction.getLong(2),
                        flushes.getLong(1),
                        flushes.getLong(2),
                        statements(connection));
            }
        }
    }

    private Map<String, Long> statements(Connection connection) throws SQLException {
        Map<String, Long> calls = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(STATEMENTS)) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    calls.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return calls;
    }

    private static String text(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
