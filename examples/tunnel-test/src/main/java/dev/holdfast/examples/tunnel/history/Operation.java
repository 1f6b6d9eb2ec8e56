package dev.holdfast.examples.tunnel.history;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a client's outbox.
 *
 * @param resource the client's own number of the expense
 * @param path what its request is sent to; for a create, the collection
 * @param body none for a delete
 * @param base what the user saw when writing this; none for a create
 * @param status of the last response, if there was one
 * @param settledBy the action that took its place, if there is one
 */
public record Operation(
        String device,
        String action,
        long resource,
        String method,
        @Nullable String path,
        @Nullable Fields body,
        @Nullable Fields base,
        State state,
        int attempts,
        @Nullable Integer status,
        @Nullable String settledBy) {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    Name name() {
        return new Name(device, action);
    }

    Kind kind() {
        return Kind.ofMethod(method);
    }

    boolean is(State other) {
        return state == other;
    }

    boolean wasSuccess() {
        return status != null && status >= 200 && status <= 299;
    }

    boolean wasNotFound() {
        return status != null && status == NOT_FOUND;
    }

    boolean wasConflict() {
        return status != null && status == PRECONDITION_FAILED;
    }

    Written written() {
        return Written.of(kind(), String.valueOf(path), body);
    }

    @Override
    public String toString() {
        return device + "'s " + kind() + " " + action + " of " + path + " (" + resource + "): " + body + " over " + base
                + ", " + state + ", status " + status + ", attempts " + attempts + ", settled by " + settledBy;
    }
}
