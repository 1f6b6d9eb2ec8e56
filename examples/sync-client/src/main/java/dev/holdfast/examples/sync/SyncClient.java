package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.ActionRefusedException;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import dev.holdfast.examples.sync.outbox.Outbox;
import dev.holdfast.examples.sync.outbox.QueueMeasures;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A collection of a server's resources that can be read and changed without a network. What the user does is durable before
 * anything is sent, and is sent until the server has said what became of it: carried out once, in conflict, or refused.
 * Thread-safe.
 */
public final class SyncClient implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("[!#-\\[\\]-~]{1,255}");

    private final Outbox outbox;
    private final String collection;
    private final SyncPolicy policy;
    private final Clock clock;
    private final Views views;
    private final Conflicts conflicts;
    private final Refresh refresh;
    private final Upkeep upkeep;
    private final Flusher flusher;

    private SyncClient(
            Outbox outbox, SyncApi api, String collection, SyncPolicy policy, Clock clock, RandomGenerator random) {
        this.outbox = outbox;
        this.collection = collection;
        this.policy = policy;
        this.clock = clock;
        this.views = new Views(outbox);
        this.conflicts = new Conflicts(outbox.decisions(), policy.readOnly(), clock);
        this.refresh = new Refresh(outbox.resources(), api, collection);
        Backoff backoff = new Backoff(policy.backoffBase(), policy.backoffCap(), random);
        this.upkeep = new Upkeep(outbox.housekeeping(), policy.keepDelivered(), clock);
        Delivery delivery = new Delivery(outbox.queue(), api, policy, backoff, clock);
        this.flusher = new Flusher(outbox.queue(), delivery, upkeep, policy, clock);
    }

    /**
     * A client of one collection.
     *
     * @param outbox is not closed with the client
     * @param collection the path that lists the resources and creates them, such as {@code /v1/expenses}; each one is below
     *     it, by its field {@code id}
     * @param random for the waits; must be thread-safe
     */
    public static SyncClient of(
            Outbox outbox, SyncApi api, String collection, SyncPolicy policy, Clock clock, RandomGenerator random) {
        return new SyncClient(outbox, api, collection, policy, clock, random);
    }

    /**
     * The identity of one logical action: a UUIDv7, to be made when the user begins, for instance when the form opens. Saving
     * under it twice is one action.
     */
    public static String newAction() {
        return UuidCreator.getTimeOrderedEpochPlus1().toString();
    }

    /** The resources as the user sees them. */
    public List<View> views() {
        return views.all();
    }

    /**
     * A resource as the user sees it.
     *
     * @throws ActionRefusedException if there is none of that number
     */
    public View view(long resource) {
        return views.one(resource);
    }

    /**
     * Stores a create. It is durable when this returns.
     *
     * @throws ActionRefusedException if the action is stored already, for something else
     */
    public Operation create(String action, ObjectNode representation) {
        Operation stored =
                outbox.actions().create(requireKey(action), collection, representation.toString(), clock.millis());
        requireSame(stored, "POST", representation);
        return stored(stored);
    }

    /**
     * Stores an edit of what the user saw. It is durable when this returns. An edit of what could not be created, for the
     * server refused it, is a create of it anew.
     *
     * @param changes the fields that the user changed
     * @throws ActionRefusedException if the resource is in conflict or being deleted, or was changed on this device since;
     *     or if the action is stored already, for something else
     */
    public Operation edit(String action, View seen, ObjectNode changes) {
        Optional<Operation> stored = outbox.queue().find(requireKey(action));
        if (stored.isPresent()) {
            requireSame(
                    stored.get(),
                    seen.parkedCreate() == null ? "PUT" : stored.get().method(),
                    changes);
            return stored.get();
        }
        String body = Representation.with(writable(seen), changes).toString();
        return seen.parkedCreate() == null
                ? change(action, seen, "PUT", body)
                : stored(outbox.decisions().correct(seen.parkedCreate(), action, body, clock.millis()));
    }

    /** Stores a delete of what the user saw, as {@link #edit} does an edit. */
    public Operation delete(String action, View seen) {
        Optional<Operation> stored = outbox.queue().find(requireKey(action));
        if (stored.isPresent()) {
            requireSame(stored.get(), "DELETE", Representation.empty());
            return stored.get();
        }
        if (seen.parkedCreate() != null) {
            throw new ActionRefusedException("It is not created: discard " + seen.parkedCreate());
        }
        return change(action, seen, "DELETE", "");
    }

    private Operation change(String action, View seen, String method, String body) {
        if (seen.shown() == null) {
            throw new ActionRefusedException("It is being deleted");
        }
        return stored(outbox.actions().change(action, method, body, seen.seen(), clock.millis()));
    }

    /** RFC 9651 §3.3.3: what can stand in a string without an escape. */
    private static String requireKey(String action) {
        if (!KEY.matcher(action).matches()) {
            throw new IllegalArgumentException(
                    "An action is 1 to 255 visible ASCII characters but quote and backslash");
        }
        return action;
    }

    /** A second tap is the same action; another form is not. */
    private static void requireSame(Operation stored, String method, ObjectNode fields) {
        ObjectNode body = Representation.find(stored.body()).orElseGet(Representation::empty);
        if (!stored.method().equals(method) || !Representation.same(body, Representation.with(body, fields))) {
            throw new ActionRefusedException("Action " + stored.opId() + " is stored already, for something else");
        }
    }

    private ObjectNode writable(View seen) {
        return seen.shown() == null ? Representation.empty() : Representation.without(seen.shown(), policy.readOnly());
    }

    private Operation stored(Operation operation) {
        flusher.wake();
        return operation;
    }

    public List<Conflict> conflicts() {
        return conflicts.all();
    }

    /**
     * Carries out what the user chose, as a new action.
     *
     * @return the new action; empty if there is nothing to send
     * @throws ActionRefusedException if the conflict is not as it was shown, or is resolved
     * @throws IllegalArgumentException if a choice is missing
     */
    public Optional<Operation> resolve(String action, Conflict conflict, Resolution resolution) {
        Optional<Operation> replacement = conflicts.resolve(conflict, resolution, requireKey(action));
        flusher.wake();
        return replacement;
    }

    /** Everything that the outbox holds, in the order of entering. */
    public List<Operation> operations() {
        return outbox.queue().all();
    }

    /**
     * Puts a parked operation back into its queue, with the same key.
     *
     * @throws ActionRefusedException if it was first sent longer ago than {@link SyncPolicy#retryAge}
     */
    public void retry(String action) {
        outbox.decisions().retry(action, clock.millis() - policy.retryAge().toMillis());
        flusher.wake();
    }

    /** Gives up a parked operation. */
    public void discard(String action) {
        outbox.decisions().discard(action, clock.millis());
        flusher.wake();
    }

    /**
     * Reads what is new on the server.
     *
     * @throws RefreshException if it cannot be read
     */
    public RefreshReport refresh() {
        return refresh.run();
    }

    /** Sends what is due, until nothing is; what waits for its time, or for the user, is left. */
    public SyncReport flush() throws InterruptedException {
        long before = delivered();
        flusher.flush();
        upkeep.ifDue();
        return new SyncReport(delivered() - before, measures());
    }

    private long delivered() {
        return outbox.queue().count(OperationState.DELIVERED);
    }

    /** Sends what is due, all the time, until the client is closed. To be called by a thread of its own. */
    public void run() throws InterruptedException {
        flusher.run();
    }

    /** To be called when the network is back: what got no answer is due now. */
    public void hurry() {
        outbox.queue().hurry();
        flusher.wake();
    }

    public QueueMeasures measures() {
        return outbox.housekeeping().measures(clock.millis());
    }

    /**
     * Forgets what was delivered or settled long enough ago, and empties SQLite's log.
     *
     * @return how many operations were forgotten
     */
    public int purge() {
        int forgotten = upkeep.expire();
        outbox.housekeeping().checkpoint();
        return forgotten;
    }

    /** Stops sending. What is under way is sent again the next time. */
    @Override
    public void close() {
        flusher.close();
    }
}
