package dev.holdfast.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction of a request: a connection of the pool, and those that the application takes for its own. It belongs
 * to one thread.
 */
/*
 * Savepoints
 *
 * What the application believes to be a transaction begins with a savepoint, to which its rollback goes. On PostgreSQL a
 * statement that fails takes the whole transaction with it, so there each statement under auto-commit has one, too. All of
 * them, with the application's own, are marks on one stack: whoever goes back to a mark, or lets go of it, takes away those
 * above, and a database must not be asked for one that is gone.
 */
final class RequestTransaction {
    private static final Logger log = LoggerFactory.getLogger(RequestTransactions.class);
    private static final ThreadLocal<@Nullable RequestTransaction> CURRENT = new ThreadLocal<>();
    /** What threads know of the request whose thread has started them. It is small, for a thread may keep it for good. */
    private static final InheritableThreadLocal<@Nullable Descent> DESCENT = new InheritableThreadLocal<>();

    /** What PostgreSQL says to everything but a rollback after a failure. */
    private static final String FAILED = "25P02";

    private static final String LOST =
            "The database has rolled back the whole transaction of the request, because it was in the"
                    + " way of another one (a deadlock): the request has to be sent again";

    private final RequestTransactions source;
    private final Connection connection;
    private final Dialect dialect;
    private final boolean autoCommit;
    private final Thread owner = Thread.currentThread();
    private final Descent descent = new Descent();
    private final List<SharedConnection> shared = new ArrayList<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    /** That of a request in the middle of which this one is handled, by a dispatch to another application. */
    private @Nullable RequestTransaction around;

    private @Nullable Statement control;
    private int names;
    private @Nullable String spoilt;
    private boolean otherDatabaseReported;
    private boolean lost;
    private boolean foreign;
    private boolean broken;
    private boolean over;

    /**
     * Takes a connection over, in the middle of its transaction.
     *
     * @param autoCommit how the pool gives its connections
     */
    RequestTransaction(RequestTransactions source, Connection connection, Dialect dialect, boolean autoCommit) {
        this.source = source;
        this.connection = connection;
        this.dialect = dialect;
        this.autoCommit = autoCommit;
    }

    /** A point to go back to. */
    static final class Mark {
        private final String name;
        private final @Nullable Savepoint savepoint;
        private boolean inUse = true;
        /** Whether nothing was done since. */
        private boolean fresh = true;
        /** Whether something was committed since that is not its owner's to take back. */
        private boolean joined;

        private Mark(String name, @Nullable Savepoint savepoint) {
            this.name = name;
            this.savepoint = savepoint;
        }

        /** Nobody will go back to it any more. */
        void free() {
            inUse = false;
        }
    }

    /** Whether the request that a thread comes from is still running. */
    private static final class Descent {
        private final AtomicBoolean reported = new AtomicBoolean();
        private volatile boolean running = true;
    }

    // --- the thread

    static Optional<RequestTransaction> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    void enter() {
        around = CURRENT.get();
        become(this);
    }

    void leave() {
        descent.running = false;
        if (CURRENT.get() == this) {
            become(around);
        }
    }

    private static void become(@Nullable RequestTransaction transaction) {
        if (transaction == null) {
            CURRENT.remove();
            DESCENT.remove();
        } else {
            CURRENT.set(transaction);
            DESCENT.set(transaction.descent);
        }
    }

    /** Work of a request on a thread that it has started is none of its transaction. */
    static void reportStrayThread() {
        Descent descent = DESCENT.get();
        if (descent != null && descent.running && descent.reported.compareAndSet(false, true)) {
            log.warn(
                    "A thread that was started by a request in a transaction takes a connection of its own: what it does is"
                            + " not part of that transaction, and is done again if the request is");
        }
    }

    void reportOtherDatabase() {
        if (!otherDatabaseReported) {
            otherDatabaseReported = true;
            log.warn(
                    "A request in a transaction takes a connection of another data source: what it does there is not part of"
                            + " that transaction, and is done again if the request is");
        }
    }

    void requireThread() throws SQLException {
        if (Thread.currentThread() != owner) {
            throw new SQLException(
                    "A connection of a request transaction is of use on the request's own thread only; take"
                            + " another on this one, or set requestTransaction to false for the rule");
        }
    }

    // --- connections

    boolean isOf(RequestTransactions transactions) {
        return source == transactions;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The connection itself, for statements that cannot fail, or after which nothing else is done. */
    Connection connection() {
        return connection;
    }

    Connection share() throws SQLException {
        requireThread();
        requireRunning();
        SharedConnection another = new SharedConnection(this, connection, autoCommit);
        shared.add(another);
        return another.proxy();
    }

    private void requireRunning() throws SQLException {
        if (over) {
            throw new SQLNonTransientConnectionException("The request's transaction is over", "08003");
        }
        if (spoilt != null) {
            throw new SQLException(spoilt, "25000");
        }
    }

    void closed(SharedConnection one) {
        shared.remove(one);
    }

    boolean isIdle() {
        return shared.isEmpty();
    }

    /**
     * A transaction of the application's own begins, or a statement under auto-commit.
     *
     * @throws SQLException if another one is open beside it, which would not be independent of it
     */
    void requireNoneBeside(SharedConnection one) throws SQLException {
        if (hasBegunBeside(one)) {
            throw new SQLException("A second transaction beside an open one (REQUIRES_NEW, or the like) cannot be"
                    + " independent of it in a request transaction: set requestTransaction to false for the rule");
        }
    }

    boolean hasBegunBeside(SharedConnection one) {
        return shared.stream().anyMatch(other -> other != one && other.hasBegun());
    }

    /** Something was written under auto-commit: whoever goes back beyond this point takes it back as well. */
    void wroteBeside() {
        marks.forEach(mark -> mark.joined = true);
    }

    /** Nothing of the request may be committed any more. */
    void spoil(String why) {
        if (spoilt == null) {
            spoilt = why;
            log.warn("A request's transaction will be rolled back: {}", why);
        }
    }

    boolean isSpoilt() {
        return spoilt != null;
    }

    // --- marks

    /** Notes a mark that was set with the claim, for whoever comes first. */
    void marked(String name) {
        Mark mark = new Mark(name, null);
        mark.free();
        marks.push(mark);
    }

    /** Sets a mark, in place of the last one if that is of no more use. */
    Mark mark() throws SQLException {
        requireStanding();
        Mark last = marks.peek();
        if (last == null || last.inUse || last.savepoint != null) {
            last = new Mark("holdfast_" + ++names, null);
            control("savepoint " + last.name);
            marks.push(last);
        } else if (!last.fresh || foreign) {
            replace(last);
        }
        last.inUse = true;
        last.fresh = true;
        last.joined = false;
        return last;
    }

    /** With the old one go the savepoints that the application has set by SQL since, as they would with a commit. */
    private void replace(Mark mark) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            control("release savepoint " + mark.name + ";savepoint " + mark.name);
        } else {
            control("release savepoint " + mark.name);
            control("savepoint " + mark.name);
        }
    }

    private void requireStanding() throws SQLException {
        if (lost) {
            throw new SQLException(LOST, "40001");
        }
    }

    /** The database has rolled the whole transaction back, with the claim, by itself. */
    void lost() {
        lost = true;
        marks.clear();
        spoil(LOST);
    }

    /** Somebody has got at the connection underneath, and what they do is not seen. */
    void foreign() {
        foreign = true;
    }

    /** A statement is about to run. */
    void touch() {
        marks.forEach(mark -> mark.fresh = false);
    }

    Mark markOfApplication(Savepoint savepoint) {
        Mark mark = new Mark("", savepoint);
        marks.push(mark);
        return mark;
    }

    boolean knows(@Nullable Mark mark) {
        return marks.contains(mark);
    }

    void goBackTo(Mark mark) throws SQLException {
        if (lost) {
            return; // it is
        }
        if (mark.joined) {
            spoil(
                    "The application goes back to a point after which something else was committed, which cannot be told apart"
                            + " in a request transaction: set requestTransaction to false for the rule");
        }
        if (mark.savepoint == null) {
            control("rollback to savepoint " + mark.name);
        } else {
            connection.rollback(mark.savepoint);
        }
        removeAbove(mark);
        mark.fresh = true;
        mark.joined = false;
    }

    void letGoOf(Mark mark) throws SQLException {
        requireStanding();
        if (mark.savepoint == null) {
            control("release savepoint " + mark.name);
        } else {
            connection.releaseSavepoint(mark.savepoint);
        }
        removeAbove(mark);
        marks.remove(mark);
    }

    private void removeAbove(Mark mark) {
        while (marks.peek() != mark) {
            marks.pop();
        }
    }

    private void control(String sql) throws SQLException {
        if (control == null) {
            control = connection.createStatement();
        }
        try {
            control.execute(sql);
        } catch (SQLException e) {
            if (FAILED.equals(e.getSQLState())) {
                throw new SQLException(
                        "Another transaction of this request has failed and is not rolled back yet; on "
                                + dialect.product() + " nothing can be done beside it in a request transaction",
                        FAILED,
                        e);
            }
            throw e;
        }
    }

    // --- the end

    /** The application is done: what it has left open is closed, and what it has not committed goes. */
    void endWork() {
        for (SharedConnection each : List.copyOf(shared)) {
            try {
                each.close();
            } catch (SQLException e) {
                spoil("what the application had left uncommitted could not be taken back (" + e.getMessage() + ")");
            }
        }
    }

    void rollback() {
        endWork();
        try {
            connection.rollback();
        } catch (SQLException e) {
            log.debug("The connection of a request broke, and the database rolls it back", e);
            broken();
        }
    }

    /** Nobody knows what is open in the connection: it must not be used again, nor a change of its mode commit that. */
    void broken() {
        broken = true;
    }

    /** Gives the connection back, in which nothing is open. */
    void giveBack() {
        over = true;
        leave();
        try (connection) {
            if (broken) {
                connection.abort(Runnable::run);
                return;
            }
            if (control != null) {
                control.close();
            }
            if (!connection.isClosed() && connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            log.debug("The connection of a request is broken", e);
        }
    }
}
