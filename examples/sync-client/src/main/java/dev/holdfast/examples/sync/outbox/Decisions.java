package dev.holdfast.examples.sync.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the user decides about operations that cannot go on by themselves. Thread-safe. */
public final class Decisions {
    private static final String RESOLUTION = """
            insert into operation (op_id, resource, method, endpoint, body, if_match, base, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String SETTLE = """
            update operation set state = 'SETTLED', settled_by = ?, finished_at = ?
            where op_id = ? and state in ('PENDING', 'CONFLICT', 'PARKED')
            """;

    private final Sqlite sqlite;

    Decisions(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    public List<Operation> conflicts() {
        return sqlite.read(session -> Operations.in(session, OperationState.CONFLICT));
    }

    public List<Operation> parked() {
        return sqlite.read(session -> Operations.in(session, OperationState.PARKED));
    }

    /** What is in conflict: the operation that was refused and those that were made on top of it, oldest first. */
    public List<Operation> chain(String conflict) {
        return sqlite.read(session -> chain(session, conflict));
    }

    private static List<Operation> chain(Session session, String conflict) throws SQLException {
        Operation refused = Operations.get(session, conflict);
        if (refused.state() != OperationState.CONFLICT) {
            throw new ActionRefusedException("Action " + conflict + " is not in conflict");
        }
        return Operations.chain(session, refused);
    }

    /**
     * Replaces all that is in conflict by a new action, made on top of what the server has.
     *
     * @return the new action; what was stored under its id before, if it was
     * @throws ActionRefusedException if there is no such conflict, or edits have been added to it since {@code seen}
     */
    public Operation replace(String conflict, int seen, String opId, String method, String body, long now) {
        return sqlite.transaction(session -> {
            Optional<Operation> stored = Operations.find(session, opId);
            if (stored.isPresent()) {
                return requireSettledBy(session, conflict, stored.get());
            }
            List<Operation> chain = requireUnchanged(session, conflict, seen);
            settle(session, chain, opId, now);
            Operation refused = chain.get(0);
            session.update(
                    RESOLUTION,
                    opId,
                    refused.resource(),
                    method,
                    refused.endpoint(),
                    body,
                    refused.latestTag(),
                    refused.latest(),
                    now);
            return Operations.get(session, opId);
        });
    }

    /** Gives up all that is in conflict, for what the server has. */
    public void keepLatest(String conflict, int seen, long now) {
        sqlite.transaction(session -> {
            List<Operation> chain = requireUnchanged(session, conflict, seen);
            settle(session, chain, null, now);
            Operation refused = chain.get(0);
            // Not exact: the server sent it within something else
            return session.update("""
                    update resource set tag = ?, body = ?, exact = 0, revision = revision + 1 where id = ?
                    """, refused.latestTag(), refused.latest(), refused.resource());
        });
    }

    private static Operation requireSettledBy(Session session, String conflict, Operation stored) throws SQLException {
        if (!stored.opId().equals(Operations.get(session, conflict).settledBy())) {
            throw new ActionRefusedException("Action " + stored.opId() + " is stored for something else");
        }
        return stored;
    }

    private static void settle(Session session, List<Operation> operations, @Nullable String by, long now)
            throws SQLException {
        for (Operation operation : operations) {
            session.update(SETTLE, by, now, operation.opId());
        }
    }

    private static List<Operation> requireUnchanged(Session session, String conflict, int seen) throws SQLException {
        List<Operation> chain = chain(session, conflict);
        if (chain.size() != seen) {
            throw new ActionRefusedException("The conflict was changed on this device since it was shown");
        }
        return chain;
    }

    /**
     * Replaces a create that was refused by a corrected one, with a new key. What was queued on top of it goes with it: the
     * correction has it.
     *
     * @throws ActionRefusedException if the refusal does not tell that the create had no effect
     */
    public Operation correct(String refused, String opId, String body, long now) {
        return sqlite.transaction(session -> {
            Operation parked = requireParked(session, refused);
            if (!parked.isRefusedForGood()) {
                throw new ActionRefusedException(
                        "Its create is parked, and may be carried out yet: retry or discard " + refused);
            }
            settle(session, Operations.chain(session, parked), opId, now);
            session.update(
                    RESOLUTION, opId, parked.resource(), parked.method(), parked.endpoint(), body, null, null, now);
            return Operations.get(session, opId);
        });
    }

    /**
     * Puts a parked operation back into its queue, with its key and as it was sent.
     *
     * @param sentAfter in milliseconds since 1970; what was first sent before may be forgotten by the server, and is not
     *     put back, for it could take effect a second time
     */
    public void retry(String opId, long sentAfter) {
        sqlite.transaction(session -> {
            Operation parked = requireParked(session, opId);
            if (parked.firstSentAtMs() != 0 && parked.firstSentAtMs() < sentAfter) {
                throw new ActionRefusedException("It was first sent too long ago: nobody knows whether it took effect."
                        + " Look at what the server has, then discard it");
            }
            return session.update(
                    "update operation set state = 'PENDING', next_attempt_at = 0, waits = 0, finished_at = 0 where op_id = ?",
                    opId);
        });
    }

    /** Gives up a parked operation; a create takes along what was made on top of it. */
    public void discard(String opId, long now) {
        sqlite.transaction(session -> {
            Operation parked = requireParked(session, opId);
            if (parked.isCreate()) {
                settle(session, Operations.chain(session, parked), null, now);
                session.update("update resource set gone = 1, revision = revision + 1 where id = ?", parked.resource());
            }
            return session.update("update operation set state = 'SETTLED', finished_at = ? where op_id = ?", now, opId);
        });
    }

    private static Operation requireParked(Session session, String opId) throws SQLException {
        Operation operation = Operations.get(session, opId);
        if (operation.state() != OperationState.PARKED) {
            throw new ActionRefusedException("Action " + opId + " is not parked");
        }
        return operation;
    }
}
