package dev.holdfast.examples.sync.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** What keeps the file small, and tells how it stands. Thread-safe. */
public final class Housekeeping {
    private final Sqlite sqlite;
    private final Path log;

    Housekeeping(Sqlite sqlite, Path file) {
        this.sqlite = sqlite;
        this.log = Path.of(file + "-wal");
    }

    /**
     * Forgets operations that were done with before a time, and copies of deleted resources.
     *
     * @return how many operations
     */
    public int expire(long before) {
        return sqlite.transaction(session -> {
            int operations = session.update(
                    "delete from operation where state in ('DELIVERED', 'SETTLED') and finished_at < ?", before);
            session.update("""
                    delete from resource
                    where gone = 1 and not exists (select 1 from operation o where o.resource = resource.id)
                    """);
            return operations;
        });
    }

    /** Moves the log into the file and empties it; what another process still reads stays. */
    public void checkpoint() {
        sqlite.checkpoint();
    }

    /** As {@link #checkpoint}, if the log is longer than SQLite by itself would let it grow. */
    public void boundLog() {
        if (logBytes() > 2 * Sqlite.LOG_LIMIT) {
            checkpoint();
        }
    }

    public QueueMeasures measures(long now) {
        return sqlite.read(session -> {
            long undelivered = session.number("select count(*) from operation where state = 'PENDING'");
            long oldest = session.number("""
                    select min(created_at) from operation where state in ('PENDING', 'CONFLICT', 'PARKED')
                    """);
            return new QueueMeasures(
                    undelivered,
                    oldest == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, now - oldest)),
                    session.number("select count(*) from operation where state = 'CONFLICT'"),
                    session.number("select count(*) from operation where state = 'PARKED'"),
                    logBytes());
        });
    }

    private long logBytes() {
        try {
            return Files.size(log);
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
