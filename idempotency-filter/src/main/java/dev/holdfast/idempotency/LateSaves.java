package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends of attempts that the store could not take when they came, kept in memory and tried again until it can. While one
 * is kept here, its request is not run again on this node. Thread-safe.
 */
final class LateSaves {
    private static final Logger log = LoggerFactory.getLogger(LateSaves.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 16 << 20;
    /** What an entry takes beside its outcome, roughly. */
    private static final long OVERHEAD = 512;

    private final IdempotencyStore store;
    private final SafeListener listener;
    private final Duration retention;
    private final Map<RecordId, Late> pending = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    LateSaves(Settings settings) {
        this.store = settings.store();
        this.listener = settings.listener();
        this.retention = settings.retention();
    }

    void start(Background background) {
        background.every(PERIOD, this::sweep);
    }

    /** An outcome that must be recorded. */
    void complete(Ownership owner, byte[] outcome) {
        listener.tell(l -> l.notSaved(owner.event()));
        keep(new Late(owner, outcome, System.nanoTime()));
    }

    /** A key that must be freed. */
    void release(Ownership owner) {
        keep(new Late(owner, null, System.nanoTime()));
    }

    private void keep(Late late) {
        if (bytes.addAndGet(late.size()) > MOST_BYTES) {
            bytes.addAndGet(-late.size());
            giveUp(late, "there is no more memory for outcomes that could not be recorded");
        } else if (pending.put(late.owner().id(), late) == null) {
            log.warn(
                    "The end of record {} could not be stored and will be tried again",
                    late.owner().id());
        }
    }

    /** Whether nothing is kept for this record, or it could be stored just now. */
    boolean settled(RecordId id) {
        Late late = pending.get(id);
        return late == null || store(late);
    }

    private void sweep() {
        for (Late late : List.copyOf(pending.values())) {
            if (!store(late)) {
                return; // the store is still away: the others can wait as well
            }
        }
    }

    private boolean store(Late late) {
        try {
            FencedWrite result = late.storeIn(store, retention);
            if (forget(late) && late.outcome() != null) {
                listener.tell(l -> report(l, late, result));
            }
            return true;
        } catch (StoreException e) {
            if (System.nanoTime() - late.since() > retention.toNanos() && forget(late)) {
                giveUp(late, "the store was away for longer than the retention");
            }
            return false;
        }
    }

    private static void report(IdempotencyListener listener, Late late, FencedWrite result) {
        if (result == FencedWrite.APPLIED) {
            listener.savedLate(late.owner().event());
        } else {
            listener.overtaken(late.owner().event());
        }
    }

    private boolean forget(Late late) {
        boolean removed = pending.remove(late.owner().id(), late);
        if (removed) {
            bytes.addAndGet(-late.size());
        }
        return removed;
    }

    private void giveUp(Late late, String why) {
        log.warn("The end of record {} is lost: {}", late.owner().id(), why);
        listener.tell(l -> l.lost(late.owner().event()));
    }

    /** Tries once more, and says what is lost. */
    void close() {
        for (Late late : List.copyOf(pending.values())) {
            if (!store(late) && forget(late)) {
                giveUp(late, "the filter stops");
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by identity of its parts, which is what is meant
    private record Late(Ownership owner, byte @Nullable [] outcome, long since) {
        long size() {
            return OVERHEAD + (outcome == null ? 0 : outcome.length);
        }

        FencedWrite storeIn(IdempotencyStore store, Duration retention) {
            return outcome == null
                    ? store.release(owner.id(), owner.token())
                    : store.complete(owner.id(), owner.token(), outcome, retention);
        }
    }
}
