package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoredRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The records, by way of one connection, whose transactions are the owner's business. One use.
 *
 * <p>What a request runs is sent by plain JDBC: to bind by name and map rows with a library took longer than an embedded
 * database takes for the statement.
 *
 * @param connection the connection
 * @param sql the statements that its database understands
 * @param seconds how long a statement may take; 0 for as long as it likes
 */
record Records(Connection connection, Sql sql, int seconds) {

    /** Decides on a claim; empty if somebody else changed the record meanwhile, and it is to be looked at again. */
    Optional<Attempt> begin(Claim claim) throws SQLException {
        Bindings values = values(claim);
        for (Sql.Step step : claim.callerQuota() == Claim.NO_QUOTA ? sql.begin() : sql.beginWithinQuota()) {
            if (!step.answers()) {
                execute(step.statement(), values);
                continue;
            }
            Optional<Attempt> answer =
                    ask(step.statement(), values, Sighting::read).flatMap(seen -> seen.answer(claim.onLapse()));
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private static Bindings values(Claim claim) {
        return new Bindings()
                .with("id", claim.id().bytes())
                .with("caller", claim.caller().bytes())
                .with("fingerprint", claim.fingerprint().bytes())
                .with("lease", Micros.of(claim.lease()))
                .with("retention", Micros.of(claim.retention()))
                .with("takeOver", claim.onLapse() == LapsePolicy.RUN_AGAIN)
                .with("quota", claim.callerQuota())
                .with("nonce", claim.nonce());
    }

    FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) throws SQLException {
        return write(
                sql.complete(), fenced(id, token).with("outcome", outcome).with("retention", Micros.of(retention)));
    }

    FencedWrite release(RecordId id, FenceToken token) throws SQLException {
        return write(sql.release(), fenced(id, token));
    }

    FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) throws SQLException {
        return write(sql.renew(), during(fenced(id, token), lease, retention));
    }

    Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention)
            throws SQLException {
        int taken = execute(sql.takeOver(), during(fenced(id, lapsed), lease, retention));
        // the statement counts on by one, so that no database has to tell
        return taken == 0 ? Optional.empty() : Optional.of(new FenceToken(lapsed.value() + 1));
    }

    FencedWrite withdraw(Claim claim) throws SQLException {
        return write(
                sql.withdraw(), new Bindings().with("id", claim.id().bytes()).with("nonce", claim.nonce()));
    }

    private static Bindings fenced(RecordId id, FenceToken token) {
        return new Bindings().with("id", id.bytes()).with("token", token.value());
    }

    private static Bindings during(Bindings values, Duration lease, Duration retention) {
        return values.with("lease", Micros.of(lease)).with("retention", Micros.of(retention));
    }

    private FencedWrite write(NamedStatement statement, Bindings values) throws SQLException {
        return execute(statement, values) == 0 ? FencedWrite.FENCED_OFF : FencedWrite.APPLIED;
    }

    private int execute(NamedStatement statement, Bindings values) throws SQLException {
        try (PreparedStatement prepared = statement.on(connection, values, seconds)) {
            return prepared.executeUpdate();
        }
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> ask(NamedStatement statement, Bindings values, Row<T> first) throws SQLException {
        try (PreparedStatement prepared = statement.on(connection, values, seconds)) {
            prepared.execute(); // MySQL's driver lets no insert that returns something be a query
            try (ResultSet rows = prepared.getResultSet()) {
                return rows.next() ? Optional.of(first.read(rows)) : Optional.empty();
            }
        }
    }

    Optional<StoredRecord> find(RecordId id) throws SQLException {
        return ask(sql.find(), new Bindings().with("id", id.bytes()), Records::stored);
    }

    private static StoredRecord stored(ResultSet row) throws SQLException {
        return new StoredRecord(
                state(row), new FenceToken(row.getLong("token")), Micros.toDuration(row.getLong("expires_in")));
    }

    private static StoredRecord.State state(ResultSet row) throws SQLException {
        if (row.getInt("state") == Sighting.COMPLETED) {
            return StoredRecord.State.COMPLETED;
        }
        return row.getLong("lease_left") > 0 ? StoredRecord.State.IN_FLIGHT : StoredRecord.State.LAPSED;
    }

    /** Tries to have a record twice; whether it worked. The transaction is of no more use if it did not. */
    boolean duplicate(RecordId id) throws SQLException {
        try {
            return execute(sql.duplicate(), new Bindings().with("id", id.bytes())) > 0;
        } catch (SQLException e) {
            if (Failure.of(e).isContention()) {
                return false;
            }
            throw e;
        }
    }

    /** Removes at most {@code batch} of the caller's records. */
    int forget(CallerScope caller, int batch) throws SQLException {
        return execute(
                sql.forget(), new Bindings().with("caller", caller.bytes()).with("batch", batch));
    }

    /** Removes at most {@code batch} expired records. */
    int purge(int batch) throws SQLException {
        return execute(sql.purge(), new Bindings().with("batch", batch));
    }
}
