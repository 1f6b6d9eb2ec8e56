package dev.holdfast.examples.sync.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * One connection to a SQLite file in WAL mode, and transactions on it, one at a time. This class and {@link Session} are all
 * that knows of JDBC; on Android they are a few lines over {@code SQLiteDatabase}. Thread-safe.
 */
final class Sqlite implements AutoCloseable {
    private static final int BUSY_MILLIS = 10_000;
    private static final int CHECKPOINT_PAGES = 1_000;
    /** What a checkpoint leaves of the log, in bytes. */
    static final long LOG_LIMIT = 4L * 1024 * 1024;

    // One statement at a time on the connection; another process waits in SQLite, for as long as BUSY_MILLIS
    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;

    private Sqlite(Connection connection) {
        this.connection = connection;
    }

    /** Opens the file, and makes it where there is none. */
    static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // In WAL mode the default would lose the last commits at a power cut, and with them what a user was told is
        // saved
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setJournalSizeLimit((int) LOG_LIMIT);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    static Sqlite on(Connection connection) throws SQLException {
        Sqlite sqlite = new Sqlite(connection);
        Session session = new Session(connection);
        session.pragma("wal_autocheckpoint = " + CHECKPOINT_PAGES);
        String mode = session.pragma("journal_mode");
        if (!mode.equals("wal")) {
            throw new OutboxException("The outbox needs a file system where SQLite can use WAL; it uses " + mode);
        }
        return sqlite;
    }

    /** All of the work takes effect, durably, or nothing of it. */
    <T> T transaction(Work<T> work) {
        return locked(() -> {
            Session session = new Session(connection);
            session.execute("begin immediate");
            try {
                T result = work.in(session);
                session.execute("commit");
                return result;
            } catch (SQLException | RuntimeException failure) {
                rollback(session, failure);
                throw failure;
            }
        });
    }

    /** SQLite may have rolled back by itself, at a full disk for instance; then this fails, and nothing is left open. */
    private static void rollback(Session session, Exception failure) {
        try {
            session.execute("rollback");
        } catch (SQLException alreadyDone) {
            failure.addSuppressed(alreadyDone);
        }
    }

    <T> T read(Work<T> work) {
        return locked(() -> work.in(new Session(connection)));
    }

    /** Empties the log if nobody reads it; does not wait for who does. */
    void checkpoint() {
        read(session -> {
            session.pragma("busy_timeout = 0");
            try {
                return session.pragma("wal_checkpoint(truncate)");
            } finally {
                session.pragma("busy_timeout = " + BUSY_MILLIS);
            }
        });
    }

    private <T> T locked(Step<T> step) {
        lock.lock();
        try {
            return step.run();
        } catch (SQLException failure) {
            throw new OutboxException("The outbox cannot be used: " + failure.getMessage(), failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> {
            connection.close();
            return true;
        });
    }

    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    private interface Step<T> {
        T run() throws SQLException;
    }
}
