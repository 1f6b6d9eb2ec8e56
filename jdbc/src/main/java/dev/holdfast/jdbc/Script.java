package dev.holdfast.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;

/** A shipped script that makes what is not there. */
final class Script {
    private static final int TRIES = 3;

    private Script() {}

    /**
     * Runs it. Any number of nodes may do so at once.
     *
     * @param name the first part of the scripts' names, one for each dialect
     * @param table what it makes, for messages
     * @throws IllegalStateException if the database cannot be reached or does not allow it
     */
    static void run(DataSource dataSource, String name, String table) {
        SQLException last = null;
        // several nodes that start at once get in each other's way: whoever was slower finds it done
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                run(dataSource, name);
                return;
            } catch (SQLException e) {
                last = e;
            }
        }
        throw new IllegalStateException("The table " + table + " could not be made", last);
    }

    private static void run(DataSource dataSource, String name) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : read(name, Dialect.of(connection.getMetaData())).split(";\\s*\\n", -1)) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private static String read(String name, Dialect dialect) {
        String resource = name + "-" + dialect.name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream script = Objects.requireNonNull(Script.class.getResourceAsStream(resource), resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
