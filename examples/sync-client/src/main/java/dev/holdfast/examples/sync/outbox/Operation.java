package dev.holdfast.examples.sync.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.Representation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox knows of one logical action.
 *
 * @param sequence the order in which actions were stored
 * @param opId the idempotency key
 * @param resource the {@link LocalResource} that it is about
 * @param endpoint absent while the resource has no path, for its create is not delivered
 * @param body what is sent, or empty for none
 * @param base the representation that the user had before the eyes, as JSON; absent for a create
 * @param after the action whose result this was made on top of, if that was not delivered then
 * @param attempts how often it was sent, or was about to be when the process ended
 * @param waits how often it was put off
 * @param firstSentAtMs zero before the first attempt
 * @param status the last answer's status; zero if there was none
 * @param reason why it is not delivered, in words
 * @param latest in a conflict, the representation that the server has
 * @param latestTag in a conflict, the entity tag of {@code latest}
 * @param settledBy the action that resolved this one
 */
public record Operation(
        long sequence,
        String opId,
        long resource,
        String method,
        @Nullable String endpoint,
        String body,
        @Nullable String ifMatch,
        @Nullable String base,
        @Nullable String after,
        OperationState state,
        int attempts,
        int waits,
        long createdAtMs,
        long firstSentAtMs,
        long nextAttemptAtMs,
        int status,
        @Nullable String reason,
        @Nullable String latest,
        @Nullable String latestTag,
        @Nullable String answerTag,
        @Nullable String settledBy) {
    // About who sent it; or the key is spent, or too old for anybody to know whether it took effect
    private static final Set<Integer> INCONCLUSIVE = Set.of(401, 403, 409, 410);

    /** What it makes of its base; for an edit or a create. */
    public ObjectNode result() {
        ObjectNode before = base == null ? Representation.empty() : Representation.of(base);
        return Representation.with(before, Representation.of(body));
    }

    /** The same action on another version. */
    Operation on(@Nullable String version, @Nullable String representation, String changed, @Nullable String before) {
        return new Operation(
                sequence,
                opId,
                resource,
                method,
                endpoint,
                changed,
                version,
                representation,
                before,
                state,
                attempts,
                waits,
                createdAtMs,
                firstSentAtMs,
                nextAttemptAtMs,
                status,
                reason,
                latest,
                latestTag,
                answerTag,
                settledBy);
    }

    public boolean isCreate() {
        return method.equals("POST");
    }

    public boolean isDelete() {
        return method.equals("DELETE");
    }

    /** An edit or delete whose version nobody has told yet. Once it has been sent it stays as it is. */
    public boolean needsValidator() {
        return !isCreate() && ifMatch == null && attempts == 0;
    }

    /**
     * A refusal that is about the operation, and not about who sent it or for how long: with another key and another body it
     * can be sent again, and nothing happens twice.
     */
    public boolean isRefusedForGood() {
        return state == OperationState.PARKED && status >= 400 && status < 500 && !INCONCLUSIVE.contains(status);
    }

    /** The request to send; the resource must have a path. */
    public PendingOp request() {
        if (endpoint == null) {
            throw new IllegalStateException("Action " + opId + " has no endpoint before its create is delivered");
        }
        return new PendingOp(opId, endpoint, method, body, ifMatch, createdAtMs);
    }
}
