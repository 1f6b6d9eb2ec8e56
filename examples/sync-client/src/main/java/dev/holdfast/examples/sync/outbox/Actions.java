package dev.holdfast.examples.sync.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores what the user does. When a method returns, the action is durable, and nothing has been sent. An action that is
 * stored already is left as it is, so that a form can be saved twice. Thread-safe.
 */
public final class Actions {
    private static final String INSERT = """
            insert into operation (op_id, resource, method, endpoint, body, if_match, base, after_op, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Sqlite sqlite;

    Actions(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    public Operation create(String opId, String collection, String body, long now) {
        return sqlite.transaction(session -> {
            Optional<Operation> stored = Operations.find(session, opId);
            if (stored.isPresent()) {
                return stored.get();
            }
            session.update("insert into resource (path) values (null)");
            long resource = session.insertedId();
            session.update(INSERT, opId, resource, "POST", collection, body, null, null, null, now);
            return Operations.get(session, opId);
        });
    }

    /**
     * Stores an edit or delete of what was seen.
     *
     * @throws ActionRefusedException if something else was done to it on this device since it was seen, if it is being
     *     deleted, or if it is in conflict
     */
    public Operation change(String opId, String method, String body, Seen seen, long now) {
        return sqlite.transaction(session -> {
            Optional<Operation> stored = Operations.find(session, opId);
            if (stored.isPresent()) {
                return stored.get();
            }
            LocalResource resource = Resources.get(session, seen.resource());
            Place place = place(session, resource, seen);
            session.update(
                    INSERT,
                    opId,
                    resource.id(),
                    method,
                    resource.path(),
                    body,
                    place.ifMatch(),
                    seen.representation(),
                    place.after(),
                    now);
            return Operations.get(session, opId);
        });
    }

    private static Place place(Session session, LocalResource resource, Seen seen) throws SQLException {
        if (resource.gone()) {
            throw new ActionRefusedException("It is deleted");
        }
        List<Operation> open = Operations.open(session, resource.id());
        requireEditable(open);
        if (seen.after() == null) {
            requireNothingNew(open.isEmpty());
            return new Place(seen.tag(), null);
        }
        return behind(Operations.get(session, seen.after()), open);
    }

    /** Behind the action that was seen: what that is answered is the version to overwrite. */
    private static Place behind(Operation before, List<Operation> open) {
        if (before.state() == OperationState.PENDING) {
            requireNothingNew(open.get(open.size() - 1).opId().equals(before.opId()));
            return new Place(null, before.opId());
        }
        requireNothingNew(before.state() == OperationState.DELIVERED && open.isEmpty());
        return new Place(before.answerTag(), before.opId());
    }

    private static void requireEditable(List<Operation> open) {
        if (open.stream().anyMatch(operation -> operation.state() == OperationState.CONFLICT)) {
            throw new ActionRefusedException("It is in conflict; resolve that first");
        }
        if (open.stream().anyMatch(Operation::isDelete)) {
            throw new ActionRefusedException("It is being deleted");
        }
    }

    private static void requireNothingNew(boolean nothingNew) {
        if (!nothingNew) {
            throw new ActionRefusedException("It was changed on this device since it was shown; look at it again");
        }
    }

    private record Place(@Nullable String ifMatch, @Nullable String after) {}
}
