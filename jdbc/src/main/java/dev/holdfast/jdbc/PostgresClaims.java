package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.RecordId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Claims of PostgreSQL. An advisory lock of the transaction stands for the key while it is in flight, and nothing is written
 * before the outcome is. Immutable.
 */
/*
 * Two locks: one of the operation (key and fingerprint), and then one of the key. Whoever has the key's got the operation's
 * before. So if the operation's lock is to be had and the key's is not, another operation is in flight under that key.
 *
 * A statement sees what was there when it began, and so the record is looked at by another statement than the one that takes
 * the locks. Both go out together, in one round trip, and the savepoint with them. A record that is there already needs no
 * lock, or retries would refuse each other.
 *
 * The locks only keep others from trying. What decides is the primary key, when the outcome is written.
 *
 * The outcome and the commit go out together as well. Of statements that do, PostgreSQL skips those after one that failed, so
 * where no outcome is written an error must keep it from the commit. The driver learns from the answer, as from every other,
 * that the transaction is over.
 */
final class PostgresClaims implements TransactionClaims {
    private static final String CLAIM = """
            select case
              when exists (select 1 from {table} where record_id = ? and expires_at > {now}) then 3
              when not pg_try_advisory_xact_lock(?) then 1
              when not pg_try_advisory_xact_lock(?) then 2
              else 0 end as taken
            ;
            select clock.now, coalesce(r.token, 0) as last, r.token, r.attempt, r.outcome,
              case when r.expires_at > clock.now then r.state else 0 end as state,
              coalesce(r.fingerprint = ?, false) as same, coalesce(r.lease_until - clock.now, 0) as lease_left,
              false as won, {spent} as quota_spent
            from (select {now} as now) clock left join {table} r on r.record_id = ?
            ;
            savepoint\s""" + MARK;

    private static final String SPENT = """
            not coalesce(r.expires_at > clock.now, false) and ? <= (select count(*) from (
              select 1 from {table} c where c.caller_scope = ? and c.expires_at > clock.now limit ?) live)""";

    /** What the database says in an error when there is another outcome. */
    private static final String ANOTHER = "holdfast: the operation has another outcome";

    private static final String RECORD = """
            with recorded as (insert into {table} as r
              (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at, outcome)
            select ?, ?, ?, ?, ?, 1, 2, clock.now, clock.now + ?, ? from (select {now} as now) clock
            on conflict (record_id) do update
            set caller_scope = excluded.caller_scope, fingerprint = excluded.fingerprint, nonce = excluded.nonce,
              token = excluded.token, attempt = 1, state = 2, lease_until = excluded.lease_until,
              expires_at = excluded.expires_at, outcome = excluded.outcome
            where r.expires_at <= excluded.lease_until
            returning 1)
            select cast(case count(*) when 1 then '1' else '%s' end as integer) from recorded
            ;
            commit""".formatted(ANOTHER);

    private static final String IS_RECORDED =
            "select 1 from {table} where record_id = ? and nonce = ? and token = ? and state = 2";

    private static final String IS_OPEN = """
            select exists (
              select 1 from pg_locks
              where locktype = 'advisory' and objsubid = 1 and granted
                and database = (select oid from pg_database where datname = current_database())
                and classid = cast(? as oid) and objid = cast(? as oid))
            """;

    private final String claim;
    private final String claimWithinQuota;
    private final String record;
    private final String isRecorded;
    private final long table;

    PostgresClaims(String table) {
        this.claim = fill(CLAIM.replace("{spent}", "false"), table);
        this.claimWithinQuota = fill(CLAIM.replace("{spent}", SPENT), table);
        this.record = fill(RECORD, table);
        this.isRecorded = fill(IS_RECORDED, table);
        this.table = Integer.toUnsignedLong(table.hashCode());
    }

    private static String fill(String text, String table) {
        return text.replace("{now}", PostgresSql.NOW).replace("{table}", table);
    }

    @Override
    public Optional<Answer> claim(Connection connection, Claim claim) throws SQLException {
        boolean quota = claim.callerQuota() != Claim.NO_QUOTA;
        try (PreparedStatement statement = connection.prepareStatement(quota ? claimWithinQuota : this.claim)) {
            int at = 0;
            statement.setBytes(++at, claim.id().bytes());
            statement.setLong(++at, lock(claim.id(), claim.fingerprint()));
            statement.setLong(++at, lock(claim.id()));
            statement.setBytes(++at, claim.fingerprint().bytes());
            if (quota) {
                statement.setLong(++at, claim.callerQuota());
                statement.setBytes(++at, claim.caller().bytes());
                statement.setLong(++at, claim.callerQuota());
            }
            statement.setBytes(++at, claim.id().bytes());
            statement.execute();
            Optional<Answer> answer = answer(statement, claim);
            if (answer.filter(Answer.Won.class::isInstance).isEmpty()) {
                connection.rollback();
            }
            return answer;
        }
    }

    private static Optional<Answer> answer(PreparedStatement statement, Claim claim) throws SQLException {
        int taken;
        try (ResultSet locks = statement.getResultSet()) {
            locks.next();
            taken = locks.getInt("taken");
        }
        statement.getMoreResults();
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            Sighting seen = Sighting.read(row);
            Optional<Attempt> attempt = seen.answer(claim.onLapse());
            if (attempt.isPresent()) {
                return attempt.map(Answer.Lost::new);
            }
            if (seen.state() != Sighting.NONE) {
                // lapsed, and to be run again: an attempt that has a lease takes it over
                return Optional.of(new Answer.Lapsed());
            }
            return switch (taken) {
                case 0 ->
                    Optional.of(new Answer.Won(
                            new FenceToken(Math.max(row.getLong("now"), row.getLong("last") + 1)), true));
                case 1 -> Optional.of(new Answer.Lost(new Attempt.InFlight(Duration.ZERO)));
                case 2 -> Optional.of(new Answer.Lost(new Attempt.Mismatch()));
                default -> Optional.empty(); // it was there, and is gone
            };
        }
    }

    private long lock(RecordId id) {
        return ByteBuffer.wrap(id.bytes()).getLong() ^ table;
    }

    private long lock(RecordId id, Fingerprint fingerprint) {
        return ByteBuffer.wrap(id.bytes()).getLong(Long.BYTES)
                ^ ByteBuffer.wrap(fingerprint.bytes()).getLong()
                ^ table;
    }

    @Override
    public boolean isOpen(Connection connection, RecordId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_OPEN)) {
            statement.setLong(1, lock(id) >>> Integer.SIZE);
            statement.setLong(2, lock(id) & 0xffff_ffffL);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public boolean commit(Connection connection, Claim claim, FenceToken token, byte[] outcome, Duration retention)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(record)) {
            statement.setBytes(1, claim.id().bytes());
            statement.setBytes(2, claim.caller().bytes());
            statement.setBytes(3, claim.fingerprint().bytes());
            statement.setLong(4, claim.nonce());
            statement.setLong(5, token.value());
            statement.setLong(6, Micros.of(retention));
            statement.setBytes(7, outcome);
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(ANOTHER)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean isRecorded(Connection connection, Claim claim, FenceToken token) throws SQLException {
        return RowClaims.isThere(connection, isRecorded, claim, token);
    }
}
