package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoreTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts on one node that are transactions of a {@link RequestTransactions}. Thread-safe. */
final class JdbcStoreTransactions implements StoreTransactions {
    private static final Logger log = LoggerFactory.getLogger(JdbcStoreTransactions.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final RequestTransactions source;
    private final IdempotencyStore leases;
    private final String table;
    private final @Nullable Dialect configured;
    private final Duration statementTimeout;
    /** What is open on this node: a duplicate of it needs no connection to learn that. */
    private final Map<RecordId, Fingerprint> open = new ConcurrentHashMap<>();

    /** What the first connection told. Several threads may find out at once; they find the same. */
    private volatile @Nullable Target known;

    /**
     * Those of a store.
     *
     * @param leases the store, for attempts without a transaction
     */
    JdbcStoreTransactions(
            RequestTransactions source,
            IdempotencyStore leases,
            String table,
            @Nullable Dialect configured,
            Duration statementTimeout) {
        this.source = source;
        this.leases = leases;
        this.table = table;
        this.configured = configured;
        this.statementTimeout = statementTimeout;
    }

    private record Target(Dialect dialect, TransactionClaims claims) {}

    private interface Work<T> {
        T on(Connection connection, TransactionClaims claims) throws SQLException;
    }

    @Override
    public Opening open(Claim claim) {
        Fingerprint here = open.get(claim.id());
        if (here != null) {
            return new Opening.Decided(
                    here.equals(claim.fingerprint()) ? new Attempt.InFlight(Duration.ZERO) : new Attempt.Mismatch());
        }
        try {
            return claim(claim);
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(e).toStoreException("open a request's transaction", table);
        }
    }

    private Opening claim(Claim claim) throws SQLException {
        Connection connection = source.pool().getConnection();
        boolean opened = false;
        boolean autoCommit = connection.getAutoCommit();
        try {
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            Target target = target(connection);
            TransactionClaims.Answer answer = within(connection, () -> decide(target.claims(), connection, claim));
            if (answer instanceof TransactionClaims.Answer.Won won) {
                RequestTransaction transaction =
                        new RequestTransaction(source, connection, target.dialect(), autoCommit);
                if (won.marked()) {
                    transaction.marked(TransactionClaims.MARK);
                }
                open.put(claim.id(), claim.fingerprint());
                opened = true;
                return new Opening.Opened(new JdbcStoreTransaction(this, transaction, claim, won.token()));
            }
            if (answer instanceof TransactionClaims.Answer.Lost lost) {
                return new Opening.Decided(lost.attempt());
            }
        } finally {
            if (!opened) {
                giveBack(connection, autoCommit);
            }
        }
        return new Opening.Decided(leases.begin(claim));
    }

    private TransactionClaims.Answer decide(TransactionClaims claims, Connection connection, Claim claim)
            throws SQLException {
        long start = System.nanoTime();
        do {
            Optional<TransactionClaims.Answer> answer = tried(claims, connection, claim);
            if (answer.isPresent()) {
                return answer.get();
            }
        } while (System.nanoTime() - start < statementTimeout.toNanos());
        throw new SQLException("Others were quicker at each try", "40001");
    }

    private static Optional<TransactionClaims.Answer> tried(
            TransactionClaims claims, Connection connection, Claim claim) throws SQLException {
        try {
            return claims.claim(connection, claim);
        } catch (SQLException e) {
            if (!Failure.of(e).isContention()) {
                throw e;
            }
            connection.rollback();
            return Optional.empty();
        }
    }

    private static void giveBack(Connection connection, boolean autoCommit) {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback(); // a change of the mode would commit
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            log.debug("The connection of a claim broke", e);
        }
    }

    @Override
    public boolean isOpen(RecordId id) {
        if (open.containsKey(id)) {
            return true;
        }
        try {
            return aside((connection, claims) -> claims.isOpen(connection, id));
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(e).toStoreException("look for an open transaction", table);
        }
    }

    /** By another connection than a request's, which commits by itself. */
    private <T> T aside(Work<T> work) throws SQLException {
        try (Connection connection = source.pool().getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            try {
                Target target = target(connection);
                return within(connection, () -> work.on(connection, target.claims()));
            } finally {
                if (!autoCommit && !connection.isClosed()) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }

    <T> T within(Connection connection, NetworkTimeout.Call<T> call) throws SQLException {
        return NetworkTimeout.within(
                Math.toIntExact(statementTimeout.plusSeconds(1).toMillis()), connection, call);
    }

    private Target target(Connection connection) throws SQLException {
        Target target = known;
        if (target == null) {
            Dialect dialect = configured == null ? Dialect.of(connection.getMetaData()) : configured;
            if (dialect.isOfMySql() && connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
                log.warn(
                        "On {} a transaction goes on to see what its first query saw, and in a request transaction that is the"
                                + " request's first: a handler that reads again, to see what others did meanwhile, needs a pool with"
                                + " TRANSACTION_READ_COMMITTED",
                        dialect.product());
            }
            target = new Target(dialect, dialect.claims(table));
            known = target;
        }
        return target;
    }

    TransactionClaims claims() {
        Target target = known;
        if (target == null) {
            throw new StoreException("Nothing was ever claimed");
        }
        return target.claims();
    }

    void ended(RecordId id) {
        open.remove(id);
    }

    /**
     * Finds out how a commit ended whose answer was lost: the database may still be at it, and then what it holds shows.
     *
     * @return empty if it cannot be asked
     */
    Optional<Boolean> committed(Claim claim, FenceToken token) {
        long deadline = System.nanoTime() + statementTimeout.toNanos();
        do {
            try {
                if (!aside((connection, claims) -> claims.isOpen(connection, claim.id()))) {
                    return Optional.of(aside((connection, claims) -> claims.isRecorded(connection, claim, token)));
                }
            } catch (SQLException | RuntimeException e) {
                log.debug("The database cannot be asked how a commit ended", e);
            }
            LockSupport.parkNanos(PAUSE);
        } while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted());
        return Optional.empty();
    }
}
