package dev.holdfast.examples.sync.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows of the table {@code operation}. */
final class Operations {
    private static final String SELECT = """
            select o.*, coalesce(o.endpoint, r.path) as target
            from operation o join resource r on r.id = o.resource
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

    /** The heads of the queues whose time has come, oldest first. */
    static List<Operation> due(Session session, long now, int most) throws SQLException {
        return session.list(SELECT + """
                where o.state = 'PENDING' and o.next_attempt_at <= ? and (o.method = 'POST' or r.path is not null)
                  and not exists (
                    select 1 from operation earlier
                    where earlier.resource = o.resource and earlier.sequence < o.sequence
                      and earlier.state in ('PENDING', 'CONFLICT'))
                order by o.sequence
                limit ?
                """, Operations::of, now, most);
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
