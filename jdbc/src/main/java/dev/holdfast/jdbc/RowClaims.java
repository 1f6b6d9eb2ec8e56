package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.RecordId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Claims of databases in which an uncommitted row of the key keeps others away: MariaDB, MySQL and H2. Who finds it looks at
 * it as it is, uncommitted. Immutable.
 */
final class RowClaims implements TransactionClaims {
    private static final String INSERT = """
            insert into {table}
              (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at)
            values (?, ?, ?, ?, {now}, 1, 1, {now} + ?, {now} + ?)""";

    private static final String TAKE = """
            update {table}
            set caller_scope = ?, fingerprint = ?, nonce = ?, token = greatest(token + 1, {now}), attempt = 1, state = 1,
              lease_until = {now} + ?, expires_at = {now} + ?, outcome = null
            where record_id = ? and expires_at <= {now}""";

    private static final String LOOK = """
            select false as won, false as quota_spent, token, attempt,
              case when expires_at > {now} then state else 0 end as state, fingerprint = ? as same,
              lease_until - {now} as lease_left, outcome
            from {table} where record_id = ?""";

    /** It locks, because on MariaDB and MySQL a read that does not would fix what the application sees from then on. */
    private static final String TOKEN = "select token from {table} where record_id = ? for update";

    private static final String SPENT =
            "select count(*) from (select 1 from {table} where caller_scope = ? and expires_at > {now} limit ?) live";

    private static final String RECORD = """
            update {table}
            set state = 2, outcome = ?, expires_at = {now} + ?
            where record_id = ? and token = ? and nonce = ? and state = 1""";

    private static final String IS_RECORDED =
            "select 1 from {table} where record_id = ? and nonce = ? and token = ? and state = 2";

    private static final String IS_LIVE = "select 1 from {table} where record_id = ? and expires_at > {now}";

    /** Whether an insert would wait for long, so that it is better to look before. */
    private final boolean looksFirst;

    private final String insert;
    private final String take;
    private final String look;
    private final String token;
    private final String spent;
    private final String record;
    private final String isRecorded;
    private final String isLive;

    RowClaims(Dialect dialect, String table) {
        Sql.Template template = new Sql.Template(table, dialect == Dialect.H2 ? H2Sql.NOW : MySqlSql.NOW);
        // MariaDB can say of one statement that it must not wait
        String now = dialect == Dialect.MARIADB ? "set statement innodb_lock_wait_timeout=0 for " : "";
        this.looksFirst = dialect == Dialect.MYSQL;
        this.insert = template.fill(now + INSERT);
        this.take = template.fill(now + TAKE);
        this.look = template.fill(LOOK);
        this.token = template.fill(TOKEN);
        this.spent = template.fill(SPENT);
        this.record = template.fill(RECORD);
        this.isRecorded = template.fill(IS_RECORDED);
        this.isLive = template.fill(IS_LIVE);
    }

    @Override
    public Optional<Answer> claim(Connection connection, Claim claim) throws SQLException {
        if (claim.callerQuota() != Claim.NO_QUOTA && isQuotaSpent(connection, claim)) {
            Optional<Attempt> known = look(connection, claim).flatMap(seen -> seen.answer(claim.onLapse()));
            connection.rollback();
            return Optional.of(new Answer.Lost(known.orElse(new Attempt.QuotaExceeded())));
        }
        if (looksFirst) {
            Optional<Attempt> known = uncommitted(connection, claim);
            if (known.isPresent() && look(connection, claim).isEmpty()) {
                connection.rollback();
                return known.map(Answer.Lost::new);
            }
            connection.rollback();
        }
        try {
            insert(connection, claim);
            return Optional.of(won(connection, claim));
        } catch (SQLException e) {
            connection.rollback();
            if (!Failure.of(e).isContention()) {
                throw e;
            }
        }
        Optional<Sighting> committed = look(connection, claim);
        connection.rollback();
        return committed.isPresent()
                ? answer(connection, claim, committed.get())
                : uncommitted(connection, claim).map(Answer.Lost::new);
    }

    private Optional<Answer> answer(Connection connection, Claim claim, Sighting committed) throws SQLException {
        Optional<Attempt> attempt = committed.answer(claim.onLapse());
        if (attempt.isPresent()) {
            return attempt.map(Answer.Lost::new);
        }
        if (committed.state() != Sighting.NONE) {
            return Optional.of(new Answer.Lapsed());
        }
        try {
            if (take(connection, claim)) {
                return Optional.of(won(connection, claim));
            }
        } catch (SQLException e) {
            connection.rollback();
            if (!Failure.of(e).isContention()) {
                throw e;
            }
            return uncommitted(connection, claim).map(Answer.Lost::new);
        }
        connection.rollback();
        return Optional.empty();
    }

    private boolean isQuotaSpent(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(spent)) {
            statement.setBytes(1, claim.caller().bytes());
            statement.setLong(2, claim.callerQuota());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) >= claim.callerQuota();
            }
        } finally {
            connection.rollback();
        }
    }

    private void insert(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setBytes(1, claim.id().bytes());
            statement.setBytes(2, claim.caller().bytes());
            statement.setBytes(3, claim.fingerprint().bytes());
            statement.setLong(4, claim.nonce());
            statement.setLong(5, Micros.of(claim.lease()));
            statement.setLong(6, Micros.of(claim.retention()));
            statement.executeUpdate();
        }
    }

    private boolean take(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(take)) {
            statement.setBytes(1, claim.caller().bytes());
            statement.setBytes(2, claim.fingerprint().bytes());
            statement.setLong(3, claim.nonce());
            statement.setLong(4, Micros.of(claim.lease()));
            statement.setLong(5, Micros.of(claim.retention()));
            statement.setBytes(6, claim.id().bytes());
            return statement.executeUpdate() == 1;
        }
    }

    private Answer won(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(token)) {
            statement.setBytes(1, claim.id().bytes());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Answer.Won(new FenceToken(row.getLong(1)), false);
            }
        }
    }

    private Optional<Sighting> look(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(look)) {
            statement.setBytes(1, claim.fingerprint().bytes());
            statement.setBytes(2, claim.id().bytes());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Sighting.read(row)) : Optional.empty();
            }
        }
    }

    /** What somebody else is in the middle of. */
    private Optional<Attempt> uncommitted(Connection connection, Claim claim) throws SQLException {
        try {
            return uncommitted(connection, () -> look(connection, claim))
                    .filter(seen -> seen.state() != Sighting.NONE)
                    .map(seen -> seen.same() ? new Attempt.InFlight(Duration.ZERO) : new Attempt.Mismatch());
        } catch (SQLException e) {
            if (Failure.of(e).isContention()) {
                return Optional.of(new Attempt.InFlight(Duration.ZERO)); // H2 cannot show a row that is being changed
            }
            throw e;
        }
    }

    private interface Look<T> {
        T run() throws SQLException;
    }

    private static <T> T uncommitted(Connection connection, Look<T> look) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        try {
            return look.run();
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.setTransactionIsolation(isolation);
        }
    }

    @Override
    public boolean isOpen(Connection connection, RecordId id) throws SQLException {
        try {
            return uncommitted(connection, () -> isLive(connection, id)) && !isLive(connection, id);
        } catch (SQLException e) {
            if (Failure.of(e).isContention()) {
                return true;
            }
            throw e;
        }
    }

    private boolean isLive(Connection connection, RecordId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(isLive)) {
            statement.setBytes(1, id.bytes());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public boolean commit(Connection connection, Claim claim, FenceToken token, byte[] outcome, Duration retention)
            throws SQLException {
        if (!record(connection, claim, token, outcome, retention)) {
            return false;
        }
        connection.commit();
        return true;
    }

    private boolean record(Connection connection, Claim claim, FenceToken token, byte[] outcome, Duration retention)
            throws NotRecordedException {
        try (PreparedStatement statement = connection.prepareStatement(record)) {
            statement.setBytes(1, outcome);
            statement.setLong(2, Micros.of(retention));
            statement.setBytes(3, claim.id().bytes());
            statement.setLong(4, token.value());
            statement.setLong(5, claim.nonce());
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new NotRecordedException(e);
        }
    }

    @Override
    public boolean isRecorded(Connection connection, Claim claim, FenceToken token) throws SQLException {
        return isThere(connection, isRecorded, claim, token);
    }

    /** Whether a query for a record of that claim finds it. */
    static boolean isThere(Connection connection, String query, Claim claim, FenceToken token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setBytes(1, claim.id().bytes());
            statement.setLong(2, claim.nonce());
            statement.setLong(3, token.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
