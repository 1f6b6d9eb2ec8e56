package dev.holdfast.examples.sync.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the user did and the server is to learn, and the client's copies of the server's resources, in one SQLite file. Every
 * change of it is one transaction, durable when the method returns: a process that dies at any instruction leaves the state
 * before or the state after. Several processes may use the file. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private final Sqlite sqlite;
    private final Path file;

    private Outbox(Sqlite sqlite, Path file) {
        this.sqlite = sqlite;
        this.file = file;
    }

    /**
     * Opens the file, and makes it where there is none.
     *
     * @throws OutboxException if it cannot be used, or was written by a later version
     */
    public static Outbox open(Path file) {
        try {
            return on(Sqlite.connect(file), file);
        } catch (SQLException failure) {
            throw new OutboxException("The outbox cannot be opened: " + file + ": " + failure.getMessage(), failure);
        }
    }

    static Outbox on(Connection connection, Path file) throws SQLException {
        Sqlite sqlite = Sqlite.on(connection);
        sqlite.transaction(session -> {
            Schema.create(session);
            return true;
        });
        return new Outbox(sqlite, file);
    }

    /** What the user does. */
    public Actions actions() {
        return new Actions(sqlite);
    }

    /** What is to be sent, and what came of it. */
    public Queue queue() {
        return new Queue(sqlite);
    }

    /** What waits for the user. */
    public Decisions decisions() {
        return new Decisions(sqlite);
    }

    /** The copies of the server's resources. */
    public Resources resources() {
        return new Resources(sqlite);
    }

    /** What keeps the file small, and tells how it stands. */
    public Housekeeping housekeeping() {
        return new Housekeeping(sqlite, file);
    }

    /** Leaves everything as it is; nothing is waited for. */
    @Override
    public void close() {
        sqlite.close();
    }
}
