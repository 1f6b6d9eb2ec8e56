package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.StoreTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt that is a transaction. One thread. */
final class JdbcStoreTransaction implements StoreTransaction {
    private static final Logger log = LoggerFactory.getLogger(JdbcStoreTransaction.class);

    private final JdbcStoreTransactions attempts;
    private final RequestTransaction transaction;
    private final Claim claim;
    private final FenceToken token;
    private boolean over;

    JdbcStoreTransaction(
            JdbcStoreTransactions attempts, RequestTransaction transaction, Claim claim, FenceToken token) {
        this.attempts = attempts;
        this.transaction = transaction;
        this.claim = claim;
        this.token = token;
    }

    @Override
    public FenceToken token() {
        return token;
    }

    @Override
    public void enter() {
        transaction.enter();
    }

    @Override
    public boolean isIdle() {
        return transaction.isIdle();
    }

    @Override
    public Commit commit(byte[] outcome, Duration retention) {
        if (over) {
            throw new IllegalStateException("The transaction is over");
        }
        boolean interrupted = Thread.interrupted(); // on a virtual thread it would cut the connection in the commit
        try {
            return committed(outcome, retention);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Commit committed(byte[] outcome, Duration retention) {
        transaction.endWork();
        Commit end = transaction.isSpoilt() ? Commit.ROLLED_BACK : recorded(outcome, retention);
        if (end != Commit.COMMITTED) {
            transaction.rollback();
        }
        end();
        return end == Commit.UNKNOWN ? look() : end;
    }

    private Commit recorded(byte[] outcome, Duration retention) {
        Connection connection = transaction.connection();
        try {
            return attempts.within(
                            connection, () -> attempts.claims().commit(connection, claim, token, outcome, retention))
                    ? Commit.COMMITTED
                    : Commit.CONFLICT;
        } catch (NotRecordedException e) {
            log.warn("The outcome of a request could not be recorded, and its transaction is rolled back", e);
            return Commit.ROLLED_BACK;
        } catch (SQLException | RuntimeException e) {
            if (isRefusal(e)) {
                log.warn("The database refused to commit a request's transaction", e);
                return Commit.ROLLED_BACK;
            }
            log.warn("A request's transaction was committed, and the database did not answer", e);
            transaction.broken();
            return Commit.UNKNOWN;
        }
    }

    /** A constraint that is checked at the end, or a transaction that had failed or lost against another. */
    private static boolean isRefusal(Exception failure) {
        if (!(failure instanceof SQLException refusal) || refusal.getSQLState() == null) {
            return false;
        }
        String state = refusal.getSQLState();
        return state.startsWith("23") || state.startsWith("25") || (state.startsWith("40") && !state.equals("40003"));
    }

    private Commit look() {
        Optional<Boolean> committed = attempts.committed(claim, token);
        Commit end = committed
                .map(there -> there ? Commit.COMMITTED : Commit.ROLLED_BACK)
                .orElse(Commit.UNKNOWN);
        log.warn("The commit whose answer was lost: {}", end);
        return end;
    }

    @Override
    public void rollback() {
        if (!over) {
            transaction.rollback();
            end();
        }
    }

    private void end() {
        over = true;
        transaction.giveBack();
        attempts.ended(claim.id());
    }

    @Override
    public void close() {
        rollback();
    }
}
