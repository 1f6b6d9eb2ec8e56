package dev.holdfast.examples.sync.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of the table {@code operation}. */
final class Operations {
    private static final String SELECT = """
            select o.*, coalesce(o.endpoint, r.path) as target
            from operation o join resource r on r.id = o.resource
            """;

    private static final String HEADS = """
            where o.state = 'PENDING' and (o.method = 'POST' or r.path is not null)
              and not exists (
                select 1 from operation earlier
                where earlier.resource = o.resource and earlier.sequence < o.sequence
                  and earlier.state in ('PENDING', 'CONFLICT'))
            """;

    private Operations() {}

    static Optional<Operation> find(Session session, String opId) throws SQLException {
        return session.first(SELECT + "where o.op_id = ?", Operations::of, opId);
    }

    static Operation get(Session session, String opId) throws SQLException {
        return find(session, opId).orElseThrow(() -> new ActionRefusedException("There is no action " + opId));
    }

    static List<Operation> all(Session session) throws SQLException {
        return session.list(SELECT + "order by o.sequence", Operations::of);
    }

    static List<Operation> in(Session session, OperationState state) throws SQLException {
        return session.list(SELECT + "where o.state = ? order by o.sequence", Operations::of, state.name());
    }

    /** What is still to be done about a resource: its queue, and the conflict that holds the queue up. */
    static List<Operation> open(Session session, long resource) throws SQLException {
        return session.list(
                SELECT + "where o.resource = ? and o.state in ('PENDING', 'CONFLICT') order by o.sequence",
                Operations::of,
                resource);
    }

    /** The heads of the queues whose time has come: those first that wait for it least. */
    static List<Operation> due(Session session, long now, int most) throws SQLException {
        return session.list(
                SELECT + HEADS + "and o.next_attempt_at <= ? order by o.next_attempt_at, o.sequence limit ?",
                Operations::of,
                now,
                most);
    }

    /** The head whose time comes first. */
    static Optional<Operation> next(Session session) throws SQLException {
        return session.first(SELECT + HEADS + "order by o.next_attempt_at limit 1", Operations::of);
    }

    /** An operation and those that were made on top of it, one on the other, oldest first. */
    static List<Operation> chain(Session session, Operation head) throws SQLException {
        List<Operation> chain = new ArrayList<>(List.of(head));
        for (Operation operation : open(session, head.resource())) {
            if (chain.get(chain.size() - 1).opId().equals(operation.after())) {
                chain.add(operation);
            }
        }
        return chain;
    }

    private static Operation of(ResultSet row) throws SQLException {
        return new Operation(
                row.getLong("sequence"),
                row.getString("op_id"),
                row.getLong("resource"),
                row.getString("method"),
                row.getString("target"),
                row.getString("body"),
                row.getString("if_match"),
                row.getString("base"),
                row.getString("after_op"),
                OperationState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("waits"),
                row.getLong("created_at"),
                row.getLong("first_sent_at"),
                row.getLong("next_attempt_at"),
                row.getInt("status"),
                row.getString("reason"),
                row.getString("latest"),
                row.getString("latest_tag"),
                row.getString("answer_tag"),
                row.getString("settled_by"));
    }
}
