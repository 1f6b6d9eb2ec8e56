package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.stores.Claims;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Fills the table of a store with completed records, which a database makes faster than a store could. */
enum Filling {
    POSTGRESQL("""
            insert into holdfast_idempotency
              (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at, outcome)
            select substr(int8send(n * cast(? as bigint)), 5, 4) || substr(sha256(int8send(n)), 1, 28),
              sha256(int8send(n / cast(? as bigint))), ?, n, cast(? as bigint), 1, 2, cast(? as bigint),
              cast(? as bigint) + n * cast(? as bigint), ?
            from generate_series(cast(? as bigint), cast(? as bigint)) n
            """, 100_000, "vacuum analyze"),
    /** In many transactions, for the undo log of a large one takes longer than its rows. */
    H2("""
            insert into holdfast_idempotency
              (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at, outcome)
            select substring(cast(x * cast(? as bigint) as varbinary) from 5 for 4)
                || substring(hash('SHA-256', cast(x as varbinary)) from 1 for 28),
              hash('SHA-256', cast(x / cast(? as bigint) as varbinary)), ?, x, cast(? as bigint), 1, 2, cast(? as bigint),
              cast(? as bigint) + x * cast(? as bigint), ?
            from system_range(?, ?)
            """, 1_000, "analyze");

    /** Each has its records one after another, so that no index is filled at random. */
    private static final int CALLERS = 1_000;

    /** H2 keeps up to 256 bytes in the row; to fill in larger ones takes it five times as long, and twice the disk. */
    static final int OUTCOME_LENGTH = 250;

    private final String insert;
    private final int chunk;
    private final String analyze;

    Filling(String insert, int chunk, String analyze) {
        this.insert = insert;
        this.chunk = chunk;
        this.analyze = analyze;
    }

    /**
     * Creates and fills it.
     *
     * @param count how many records; {@link NumberedIds} names them
     * @param first when the first of them expires, from now on
     * @param last when the last does
     */
    void fill(DataSource pool, long count, Duration first, Duration last) throws SQLException {
        JdbcIdempotencyStore.builder(pool).build().createSchema();
        if (count == 0) {
            return;
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            insert(connection, count, first, last);
            statement.execute(analyze);
        }
    }

    private void insert(Connection connection, long count, Duration first, Duration last) throws SQLException {
        long now = System.currentTimeMillis() * 1_000; // the database is on the same machine
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (long from = 0; from < count; from += chunk) {
                statement.setLong(1, NumberedIds.distance(count));
                statement.setLong(2, Math.max(1, count / CALLERS));
                statement.setBytes(3, Claims.fingerprint());
                statement.setLong(4, now);
                statement.setLong(5, now);
                statement.setLong(6, now + micros(first));
                statement.setLong(7, (micros(last) - micros(first)) / count);
                statement.setBytes(8, new byte[OUTCOME_LENGTH]);
                statement.setLong(9, from);
                statement.setLong(10, Math.min(from + chunk, count) - 1);
                statement.executeUpdate();
            }
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
