package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.RecordId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is told of a request: nothing that names its caller, its key or what it asked for. Immutable.
 */
public final class IdempotencyEvent {
    private final String method;
    private final String route;
    private final @Nullable RecordId record;

    IdempotencyEvent(String method, String route, @Nullable RecordId record) {
        this.method = method;
        this.route = route;
        this.record = record;
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path pattern of the rule, such as {@code /v1/expenses/{id}}: few values, fit for a metric's tag. */
    public String route() {
        return route;
    }

    /** The record; empty if the request was refused before it had one. */
    public Optional<RecordId> record() {
        return Optional.ofNullable(record);
    }

    @Override
    public String toString() {
        return method + " " + route + (record == null ? "" : " record " + record);
    }
}
