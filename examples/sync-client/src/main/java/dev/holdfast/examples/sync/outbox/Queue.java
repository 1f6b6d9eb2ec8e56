package dev.holdfast.examples.sync.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The operations that wait to be sent: in order for each resource, resources side by side. What came of an attempt is
 * recorded only for an operation that is still pending, so that two processes on one outbox do no harm. Thread-safe.
 */
public final class Queue {
    private final Sqlite sqlite;

    Queue(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    /** The first of each queue whose time has come, oldest first. */
    public List<Operation> due(long now, int most) {
        return sqlite.read(session -> Operations.due(session, now, most));
    }

    public Optional<Operation> find(String opId) {
        return sqlite.read(session -> Operations.find(session, opId));
    }

    public List<Operation> all() {
        return sqlite.read(Operations::all);
    }

    public long count(OperationState state) {
        return sqlite.read(session -> session.number("select count(*) from operation where state = ?", state.name()));
    }

    /** When the next one is due, in milliseconds since 1970; empty if none waits for its time alone. */
    public OptionalLong nextDue() {
        return sqlite.read(session -> {
            Optional<Operation> next = Operations.next(session);
            return next.isPresent() ? OptionalLong.of(next.get().nextAttemptAtMs()) : OptionalLong.empty();
        });
    }

    /** To be called before each send: from here on the server may have it. Empty if it is no longer to be sent. */
    public Optional<Operation> beginAttempt(String opId, long now) {
        return sqlite.transaction(session -> {
            int changed = session.update("""
                    update operation
                    set attempts = attempts + 1, first_sent_at = case first_sent_at when 0 then ? else first_sent_at end
                    where op_id = ? and state = 'PENDING'
                    """, now, opId);
            return changed == 0 ? Optional.empty() : Operations.find(session, opId);
        });
    }

    /** Notes the version that an operation overwrites, once it is known; it is the first to be sent with it. */
    public void adoptValidator(String opId, String tag) {
        sqlite.transaction(session -> session.update(
                "update operation set if_match = ? where op_id = ? and attempts = 0 and state = 'PENDING'", tag, opId));
    }

    /** The server has carried it out. What was made on top of it may go next. */
    public void delivered(Operation operation, Effect effect, int status, long now) {
        sqlite.transaction(session -> {
            int changed = session.update("""
                    update operation
                    set state = 'DELIVERED', status = ?, answer_tag = ?, finished_at = ?, reason = null
                    where op_id = ? and state = 'PENDING'
                    """, status, effect.tag(), now, operation.opId());
            return changed == 1 && spread(session, operation, effect);
        });
    }

    private static boolean spread(Session session, Operation operation, Effect effect) throws SQLException {
        String path = effect.path();
        if (operation.isCreate() && path != null) {
            Resources.settle(session, operation.resource(), path);
        }
        session.update("""
                update resource set tag = ?, body = ?, exact = ?, gone = ?, revision = revision + 1
                where id = ?
                """, effect.tag(), effect.body(), effect.exact(), operation.isDelete(), operation.resource());
        session.update(
                "update operation set if_match = ? where after_op = ? and state = 'PENDING' and attempts = 0",
                effect.tag(),
                operation.opId());
        return true;
    }

    /** Somebody else changed the resource. The queue behind it stands still until the user has decided. */
    public void conflicting(
            Operation operation, int status, @Nullable String latest, @Nullable String latestTag, long now) {
        sqlite.transaction(session -> session.update(
                """
                update operation set state = 'CONFLICT', status = ?, latest = ?, latest_tag = ?, finished_at = ?, reason = ?
                where op_id = ? and state = 'PENDING'
                """, status, latest, latestTag, now, "Changed by somebody else since", operation.opId()));
    }

    /**
     * Not to be sent again by itself. What was made on top of an edit goes on without it: on the version that the edit was
     * made on, and with no change of the edit's.
     */
    public void parked(Operation operation, int status, String reason, long now) {
        sqlite.transaction(session -> {
            List<Operation> chain = Operations.chain(session, operation);
            int changed = session.update("""
                    update operation set state = 'PARKED', status = ?, reason = ?, finished_at = ?
                    where op_id = ? and state = 'PENDING'
                    """, status, reason, now, operation.opId());
            if (changed == 1 && !operation.isCreate()) {
                for (Operation rebased : Rebase.without(chain)) {
                    session.update(
                            """
                            update operation set if_match = ?, base = ?, body = ?, after_op = ?
                            where op_id = ? and state = 'PENDING' and attempts = 0
                            """, rebased.ifMatch(), rebased.base(), rebased.body(), rebased.after(), rebased.opId());
                }
            }
            return changed;
        });
    }

    /** There is a network again: what got no answer for want of one does not wait any longer. */
    public void hurry() {
        sqlite.transaction(session -> session.update("""
                update operation set next_attempt_at = 0 where state = 'PENDING' and status = 0
                """));
    }

    /**
     * To be sent again, unchanged, at a time.
     *
     * @param firstSent when it was first sent; zero if it never was
     */
    public void later(Operation operation, int status, String reason, long nextAttempt, long firstSent) {
        sqlite.transaction(session -> session.update("""
                update operation
                set status = ?, reason = ?, next_attempt_at = ?, first_sent_at = ?, waits = waits + 1
                where op_id = ? and state = 'PENDING'
                """, status, reason, nextAttempt, firstSent, operation.opId()));
    }
}
