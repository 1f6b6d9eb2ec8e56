package dev.holdfast.idempotency;

import dev.holdfast.idempotency.LateSave.Result;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends of attempts that the store could not take when they came, kept in memory and tried again until it can. While one
 * is kept here, its lease is renewed, and its request is not run again on this node. Thread-safe.
 */
final class LateSaves {
    private static final Logger log = LoggerFactory.getLogger(LateSaves.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final long MOST_BYTES_WITH_OUTCOMES = 16 << 20;
    private static final long MOST_BYTES = 32 << 20;
    private static final String STOPS = "the filter stops";

    private final IdempotencyStore store;
    private final SafeListener<IdempotencyListener> listener;
    private final LeaseKeeper leases;
    private final Duration retention;
    /** A record has one end: a later attempt's takes the place of an earlier one's. */
    private final Map<RecordId, LateSave> pending = new ConcurrentHashMap<>();

    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;

    LateSaves(Settings settings, LeaseKeeper leases) {
        this.store = settings.store();
        this.listener = settings.listener();
        this.leases = leases;
        this.retention = settings.retention();
    }

    void start(Background background) {
        background.every(PERIOD, this::sweep);
    }

    /** An operation that is done, with its outcome if that could be made. */
    void complete(Ownership owner, LeaseKeeper.Held lease, int status, byte @Nullable [] outcome) {
        listener.tell(l -> l.notSaved(owner.event()));
        keep(LateSave.completion(owner, lease, outcome, Tombstone.of(status, Outcome.Reason.NOT_SAVED)));
    }

    /** A key that must be freed. */
    void release(Ownership owner, LeaseKeeper.Held lease) {
        keep(LateSave.release(owner, lease));
    }

    private void keep(LateSave late) {
        LateSave affordable = late;
        if (!reserve(late.size(), MOST_BYTES_WITH_OUTCOMES)) {
            affordable = late.withoutOutcome();
            if (!reserve(affordable.size(), MOST_BYTES)) {
                giveUp(late, "there is no more memory for what could not be stored");
                return;
            }
        }
        log.warn(
                "The end of {} could not be stored and will be tried again",
                late.owner().event());
        enter(affordable);
        if (closed) {
            tryForTheLastTime(affordable);
        }
    }

    private boolean reserve(long size, long most) {
        if (bytes.addAndGet(size) <= most) {
            return true;
        }
        bytes.addAndGet(-size);
        return false;
    }

    private void enter(LateSave late) {
        LateSave[] loser = new LateSave[1];
        pending.merge(late.owner().id(), late, (before, now) -> {
            loser[0] = before.isOvertakenBy(now) ? before : now;
            return before.isOvertakenBy(now) ? now : before;
        });
        if (loser[0] != null) {
            settled(loser[0], Result.OVERTAKEN);
        }
    }

    /** What a retry is told because of what is kept here; empty if there is nothing, or it could be stored just now. */
    Optional<IdempotencyProblem> obstacle(RecordId id) {
        LateSave late = pending.get(id);
        if (late == null || store(late, false).isFinal()) {
            return Optional.empty();
        }
        return Optional.of(
                late.isRelease() ? IdempotencyProblem.STORE_UNAVAILABLE : IdempotencyProblem.OUTCOME_NOT_SAVED);
    }

    private void sweep() {
        long start = System.nanoTime();
        for (LateSave late : leastRecentlyTriedFirst()) {
            // what the store refuses must not hold up the rest, but a store that is away is not asked for each of them
            if (store(late, false) == Result.AWAY || System.nanoTime() - start > LONGEST_SWEEP.toNanos()) {
                return;
            }
        }
    }

    private List<LateSave> leastRecentlyTriedFirst() {
        long now = System.nanoTime();
        return pending.values().stream()
                .map(late -> Map.entry(late.triedAt() - now, late)) // it may change while they are sorted
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Result store(LateSave late, boolean last) {
        Result result = late.store(store, retention, last);
        if (result.isFinal()) {
            if (forget(late)) {
                settled(late, result);
            }
        } else if (late.isOlderThan(retention)) {
            lose(late, "the store did not take it for longer than the retention");
        }
        return result;
    }

    private boolean forget(LateSave late) {
        return pending.remove(late.owner().id(), late);
    }

    private void settled(LateSave late, Result result) {
        dropped(late);
        IdempotencyEvent event = late.owner().event();
        if (result == Result.OVERTAKEN) {
            listener.tell(l -> l.overtaken(event));
        } else if (late.isRelease()) {
            listener.tell(l -> l.released(event));
        } else {
            listener.tell(l -> l.savedLate(event));
        }
    }

    private void dropped(LateSave late) {
        bytes.addAndGet(-late.size());
        leases.letGo(late.lease());
    }

    private void giveUp(LateSave late, String why) {
        leases.letGo(late.lease());
        IdempotencyEvent event = late.owner().event();
        log.warn("The end of {} is lost: {}", event, why);
        if (late.isRelease()) {
            listener.tell(l -> l.abandoned(event));
        } else {
            listener.tell(l -> l.lost(event));
        }
    }

    private Result tryForTheLastTime(LateSave late) {
        Result result = store(late, true);
        if (!result.isFinal()) {
            lose(late, STOPS);
        }
        return result;
    }

    private void lose(LateSave late, String why) {
        if (forget(late)) {
            dropped(late);
            giveUp(late, why);
        }
    }

    /** Tries once more while the store answers and there is time, and says what is lost. */
    void close() {
        closed = true;
        long start = System.nanoTime();
        boolean trying = true;
        for (LateSave late : List.copyOf(pending.values())) {
            if (trying) {
                trying = tryForTheLastTime(late) != Result.AWAY && System.nanoTime() - start < LONGEST_CLOSE.toNanos();
            } else {
                lose(late, STOPS);
            }
        }
    }
}
