package dev.holdfast.idempotency.store;

import java.time.Duration;

/**
 * One attempt whose effect and record commit together. It belongs to the thread that opened it, from {@link #enter} to
 * {@link #close}, and is used by no other.
 */
public interface StoreTransaction extends AutoCloseable {

    /** How a commit ended. */
    enum Commit {
        /** The effect and the outcome are there to stay. */
        COMMITTED,
        /** Neither is, because the operation has an outcome already: another attempt's. */
        CONFLICT,
        /** Neither is, because the database would not, or the transaction had failed before. The key is free. */
        ROLLED_BACK,
        /** The database fell silent in the commit, and cannot be asked. It is one of the above, and the next claim will see. */
        UNKNOWN
    }

    /** The number of this attempt. */
    FenceToken token();

    /** From now on what the calling thread does with the database is part of the transaction. */
    void enter();

    /**
     * Records an outcome and commits. Whatever the application has left uncommitted is rolled back before.
     *
     * @param outcome bytes that claims will be answered with
     * @param retention how long they are kept from now on
     */
    Commit commit(byte[] outcome, Duration retention);

    /** Whether the application holds no connection, so that nothing is cut in two if it is committed before it returns. */
    boolean isIdle();

    /** Leaves nothing of the attempt, and the key free. Does nothing after the end. */
    void rollback();

    /** The calling thread has nothing to do with it any more. What was not committed is rolled back. Does not throw. */
    @Override
    void close();
}
