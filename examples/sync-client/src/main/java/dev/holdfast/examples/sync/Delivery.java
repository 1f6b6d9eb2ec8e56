package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.http.Answer;
import dev.holdfast.examples.sync.http.Fetched;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.Effect;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OutboxException;
import dev.holdfast.examples.sync.outbox.Queue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt to deliver one operation:
 *
 * <ol>
 *   <li>an edit of a version that nobody has told yet asks the server for it, and takes it only if it is what the user saw;
 *   <li>the outbox notes the attempt;
 *   <li>the request goes out, the same bytes each time;
 *   <li>the outbox notes what came of it.
 * </ol>
 *
 * Wherever the process ends, the operation is pending as long as its answer is not noted, and is sent again with its key.
 * Thread-safe.
 */
final class Delivery {
    private final Queue queue;
    private final SyncApi api;
    private final SyncPolicy policy;
    private final Backoff backoff;
    private final Clock clock;

    Delivery(Queue queue, SyncApi api, SyncPolicy policy, Backoff backoff, Clock clock) {
        this.queue = queue;
        this.api = api;
        this.policy = policy;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** Whatever fails but the outbox itself is put off with its reason, for the user to see. */
    void attempt(Operation operation) {
        try {
            deliver(operation);
        } catch (OutboxException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            // As it stands now: an attempt may have begun
            queue.find(operation.opId())
                    .ifPresent(begun ->
                            retryLater(begun, new Answer.Later(0, "Cannot be sent: " + failure, Duration.ZERO, true)));
            throw failure;
        }
    }

    private void deliver(Operation operation) {
        if (isTooOld(operation)) {
            queue.parked(operation, operation.status(), "Tried for too long; last: " + operation.reason(), now());
        } else if (!operation.needsValidator() || learnValidator(operation)) {
            queue.beginAttempt(operation.opId(), now())
                    .ifPresent(begun -> record(operation, begun, api.send(begun.request())));
        }
    }

    private boolean isTooOld(Operation operation) {
        return operation.firstSentAtMs() != 0 && now() >= deadline(operation);
    }

    private long deadline(Operation operation) {
        return operation.firstSentAtMs() + policy.retryAge().toMillis();
    }

    /** False if the operation cannot be sent now. */
    private boolean learnValidator(Operation operation) {
        return read(operation, 404).filter(current -> adopt(operation, current)).isPresent();
    }

    /**
     * Reads what has to be known before this can go on; if it cannot be read, notes what that means.
     *
     * @param status what is noted for what does not exist any more
     */
    private Optional<Fetched.Current> read(Operation operation, int status) {
        Fetched fetched = api.fetch(operation.request().endpoint(), null);
        if (fetched instanceof Fetched.Current current
                && Representation.find(current.body()).isPresent()) {
            return Optional.of(current);
        }
        if (fetched instanceof Fetched.Absent) {
            queue.parked(operation, status, "It does not exist any more", now());
        } else if (fetched instanceof Fetched.Refused refused) {
            queue.parked(operation, refused.status(), refused.reason(), now());
        } else if (fetched instanceof Fetched.Failed failed) {
            retryLater(operation, failed.answer());
        } else {
            retryLater(operation, new Answer.Later(0, "The server did not send it", Duration.ZERO, true));
        }
        return Optional.empty();
    }

    private boolean adopt(Operation operation, Fetched.Current current) {
        if (!isWhatWasSeen(operation, current.body())) {
            queue.conflicting(operation, 0, current.body(), current.tag(), now());
            return false;
        }
        if (current.tag() != null) {
            queue.adoptValidator(operation.opId(), current.tag());
        }
        return true;
    }

    private boolean isWhatWasSeen(Operation operation, String body) {
        Optional<ObjectNode> now = Representation.find(body).map(this::writable);
        Optional<ObjectNode> seen = Optional.ofNullable(operation.base())
                .flatMap(Representation::find)
                .map(this::writable);
        return now.isPresent() && seen.isPresent() && Representation.same(now.get(), seen.get());
    }

    private ObjectNode writable(ObjectNode representation) {
        return Representation.without(representation, policy.readOnly());
    }

    private void record(Operation before, Operation operation, Answer answer) {
        if (answer instanceof Answer.Delivered delivered) {
            queue.delivered(operation, effect(operation, delivered), delivered.status(), now());
        } else if (answer instanceof Answer.Conflict conflict) {
            conflicting(operation, conflict);
        } else if (answer instanceof Answer.Refused refused) {
            queue.parked(operation, refused.status(), refused.reason(), now());
        } else if (answer instanceof Answer.Later later) {
            // Without a connection it is as it was: it may be as old as it likes
            retryLater(later.sent() ? operation : before, later);
        } else {
            throw new AssertionError(answer);
        }
    }

    private static Effect effect(Operation operation, Answer.Delivered delivered) {
        if (operation.isDelete()) {
            return new Effect(null, null, null, false);
        }
        return operation.isCreate()
                ? created(operation, delivered)
                // The server's own words come with the next read
                : new Effect(null, delivered.tag(), operation.result().toString(), false);
    }

    /** The answer is the new representation; where a server sends none, it is what was sent. */
    private static Effect created(Operation operation, Answer.Delivered delivered) {
        Optional<ObjectNode> representation = Representation.find(delivered.body());
        String path = Optional.ofNullable(delivered.location())
                .or(() -> representation
                        .filter(fields -> fields.has("id"))
                        .map(fields ->
                                operation.endpoint() + "/" + fields.get("id").asText()))
                .orElse(null);
        String body = representation.isPresent() ? delivered.body() : operation.body();
        return new Effect(path, delivered.tag(), body, representation.isPresent());
    }

    /** A server may leave out the payload, for it is not JSON or too large: then it is asked for it. */
    private void conflicting(Operation operation, Answer.Conflict conflict) {
        if (operation.isCreate()) {
            queue.parked(operation, 412, "The server has a condition for a create", now());
        } else if (conflict.latest() != null) {
            queue.conflicting(operation, 412, conflict.latest(), conflict.latestTag(), now());
        } else {
            read(operation, 412)
                    .ifPresent(current -> queue.conflicting(operation, 412, current.body(), current.tag(), now()));
        }
    }

    private void retryLater(Operation operation, Answer.Later later) {
        long next =
                now() + backoff.after(operation.waits() + 1, later.retryAfter()).toMillis();
        boolean sent = operation.firstSentAtMs() != 0;
        queue.later(
                operation,
                later.status(),
                later.reason(),
                sent ? Math.min(next, deadline(operation)) : next,
                operation.firstSentAtMs());
    }

    private long now() {
        return clock.millis();
    }
}
