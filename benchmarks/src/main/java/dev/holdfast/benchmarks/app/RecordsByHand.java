package dev.holdfast.benchmarks.app;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Orders of an application that protects itself: it looks for the key, inserts the order, and inserts the response, in one
 * transaction. It does as little as can be done; two requests at once with one key end in an error for one of them.
 */
final class RecordsByHand {
    private static final String FIND = "select body from records where caller = ? and request_key = ?";
    private static final String RECORD =
            "insert into records (caller, request_key, status, body) values (?, ?, 201, ?)";

    private final DataSource database;

    RecordsByHand(DataSource database) {
        this.database = database;
    }

    void createTable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists records (
                      caller varchar(40) not null, request_key varchar(255) not null, status int not null, body text not null,
                      created_at timestamp with time zone not null default current_timestamp,
                      primary key (caller, request_key))
                    """);
        }
    }

    /** The answer to a key: what is recorded, or what is from now on. */
    byte[] once(String key, String note, byte[] answer) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<String> known = find(connection, key);
                if (known.isEmpty()) {
                    Orders.insert(connection, note);
                    record(connection, key, answer);
                }
                connection.commit();
                return known.map(body -> body.getBytes(StandardCharsets.UTF_8)).orElse(answer);
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static Optional<String> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, "clients");
            find.setString(2, key);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static void record(Connection connection, String key, byte[] answer) throws SQLException {
        try (PreparedStatement record = connection.prepareStatement(RECORD)) {
            record.setString(1, "clients");
            record.setString(2, key);
            record.setString(3, new String(answer, StandardCharsets.UTF_8));
            record.executeUpdate();
        }
    }
}
