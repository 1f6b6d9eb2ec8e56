package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoredRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/**
 * The records, by way of one connection, whose transactions are the owner's business. One use.
 *
 * @param handle the connection
 * @param sql the statements that its database understands
 */
record Records(Handle handle, Sql sql) {

    /** Decides on a claim; empty if somebody else changed the record meanwhile, and it is to be looked at again. */
    Optional<Attempt> begin(Claim claim) {
        for (Sql.Step step : claim.callerQuota() == Claim.NO_QUOTA ? sql.begin() : sql.beginWithinQuota()) {
            Optional<Attempt> answer = step.answers() ? ask(step, claim) : tell(step, claim);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private Optional<Attempt> ask(Sql.Step step, Claim claim) {
        try (var query = handle.createQuery(step.text())) {
            return bind(query, claim)
                    .map((row, context) -> Sighting.read(row))
                    .findFirst()
                    .flatMap(sighting -> sighting.answer(claim.onLapse()));
        }
    }

    private Optional<Attempt> tell(Sql.Step step, Claim claim) {
        try (var update = handle.createUpdate(step.text())) {
            bind(update, claim).execute();
            return Optional.empty();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Claim claim) {
        return statement
                .bind("id", claim.id().bytes())
                .bind("caller", claim.caller().bytes())
                .bind("fingerprint", claim.fingerprint().bytes())
                .bind("lease", Micros.of(claim.lease()))
                .bind("retention", Micros.of(claim.retention()))
                .bind("takeOver", claim.onLapse() == LapsePolicy.RUN_AGAIN)
                .bind("quota", claim.callerQuota())
                .bind("nonce", claim.nonce());
    }

    FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        try (var update = fenced(sql.complete(), id, token)) {
            return result(update.bind("outcome", outcome).bind("retention", Micros.of(retention)));
        }
    }

    FencedWrite release(RecordId id, FenceToken token) {
        try (var update = fenced(sql.release(), id, token)) {
            return result(update);
        }
    }

    FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        try (var update = fenced(sql.renew(), id, token)) {
            return result(update.bind("lease", Micros.of(lease)).bind("retention", Micros.of(retention)));
        }
    }

    Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention) {
        try (var update = fenced(sql.takeOver(), id, lapsed)) {
            update.bind("lease", Micros.of(lease)).bind("retention", Micros.of(retention));
            // the statement counts on by one, so that no database has to tell
            return update.execute() == 0 ? Optional.empty() : Optional.of(new FenceToken(lapsed.value() + 1));
        }
    }

    FencedWrite withdraw(Claim claim) {
        try (var update = handle.createUpdate(sql.withdraw())) {
            return result(update.bind("id", claim.id().bytes()).bind("nonce", claim.nonce()));
        }
    }

    private Update fenced(String statement, RecordId id, FenceToken token) {
        return handle.createUpdate(statement).bind("id", id.bytes()).bind("token", token.value());
    }

    private static FencedWrite result(Update update) {
        return update.execute() == 0 ? FencedWrite.FENCED_OFF : FencedWrite.APPLIED;
    }

    Optional<StoredRecord> find(RecordId id) {
        try (var query = handle.createQuery(sql.find())) {
            return query.bind("id", id.bytes())
                    .map((row, context) -> stored(row))
                    .findFirst();
        }
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
    boolean duplicate(RecordId id) {
        try (var update = handle.createUpdate(sql.duplicate())) {
            return update.bind("id", id.bytes()).execute() > 0;
        } catch (JdbiException e) {
            if (Failure.of(e).isContention()) {
                return false;
            }
            throw e;
        }
    }

    /** Removes at most {@code batch} of the caller's records. */
    int forget(CallerScope caller, int batch) {
        try (var update = handle.createUpdate(sql.forget())) {
            return update.bind("caller", caller.bytes()).bind("batch", batch).execute();
        }
    }

    /** Removes at most {@code batch} expired records. */
    int purge(int batch) {
        try (var update = handle.createUpdate(sql.purge())) {
            return update.bind("batch", batch).execute();
        }
    }
}
