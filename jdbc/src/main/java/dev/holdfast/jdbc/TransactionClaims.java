package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.RecordId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Claims that a dialect makes within transactions. Immutable. */
interface TransactionClaims {
    /** The savepoint that {@link #claim} may leave behind. */
    String MARK = "holdfast_0";

    /** What came of a claim. */
    sealed interface Answer {
        /**
         * It was won, and the connection is in the transaction in which it holds.
         *
         * @param marked whether {@link #MARK} was set as well
         */
        record Won(FenceToken token, boolean marked) implements Answer {}

        /** It was not. The connection is in no transaction. */
        record Lost(Attempt attempt) implements Answer {}

        /** An attempt that had a lease has lapsed, and may be run again: by one that has a lease. */
        record Lapsed() implements Answer {}
    }

    /**
     * Decides on a claim; empty if somebody was quicker, and it is to be made again.
     *
     * @param connection without auto-commit, and in no transaction
     */
    Optional<Answer> claim(Connection connection, Claim claim) throws SQLException;

    /** Whether a transaction on this record is open, wherever. */
    boolean isOpen(Connection connection, RecordId id) throws SQLException;

    /**
     * Writes the outcome into the transaction and commits it; false if there is another outcome, and nothing was committed.
     *
     * @throws NotRecordedException if it did not come to the commit
     * @throws SQLException in the commit, as far as can be told
     */
    boolean commit(Connection connection, Claim claim, FenceToken token, byte[] outcome, Duration retention)
            throws SQLException;

    /** Whether the outcome of that claim is there for all to see. */
    boolean isRecorded(Connection connection, Claim claim, FenceToken token) throws SQLException;
}
