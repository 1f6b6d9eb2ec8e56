package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.LapsePolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a statement saw of a record when it decided on a claim.
 *
 * @param won whether the record is the claim's own now
 * @param quotaSpent whether there is no live record, and the caller has as many as it may
 * @param attempt the how manieth attempt this is, from 1
 * @param state {@link #NONE} if there is no live record
 * @param same whether the record is of the same operation
 * @param leaseLeft microseconds, negative if the attempt has lapsed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Sighting(
        boolean won,
        boolean quotaSpent,
        long token,
        int attempt,
        int state,
        boolean same,
        long leaseLeft,
        byte @Nullable [] outcome) {

    static final int NONE = 0;
    static final int COMPLETED = 2;

    static Sighting read(ResultSet row) throws SQLException {
        return new Sighting(
                row.getBoolean("won"),
                row.getBoolean("quota_spent"),
                row.getLong("token"),
                row.getInt("attempt"),
                row.getInt("state"),
                row.getBoolean("same"),
                row.getLong("lease_left"),
                row.getBytes("outcome"));
    }

    /** The answer that follows; empty if the record was free, but not won. */
    Optional<Attempt> answer(LapsePolicy onLapse) {
        if (won) {
            return Optional.of(new Attempt.Started(new FenceToken(token), attempt > 1));
        }
        if (quotaSpent) {
            return Optional.of(new Attempt.QuotaExceeded());
        }
        return state == NONE ? Optional.empty() : answerOfLiveRecord(onLapse);
    }

    private Optional<Attempt> answerOfLiveRecord(LapsePolicy onLapse) {
        if (!same) {
            return Optional.of(new Attempt.Mismatch());
        }
        if (state == COMPLETED) {
            return Optional.of(new Attempt.Completed(Objects.requireNonNull(outcome)));
        }
        if (leaseLeft > 0) {
            return Optional.of(new Attempt.InFlight(Micros.toDuration(leaseLeft)));
        }
        return onLapse == LapsePolicy.OUTCOME_UNKNOWN
                ? Optional.of(new Attempt.OutcomeUnknown(new FenceToken(token)))
                : Optional.empty();
    }
}
