package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the requests that are being worked on: each at a third of its length, found by a sweep at a sixth,
 * so that a short request costs no timer. Thread-safe.
 */
final class LeaseKeeper {
    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int LEASES_AFTER_LEAVING = 4;

    private final IdempotencyStore store;
    private final SafeListener<IdempotencyListener> listener;
    private final Duration lease;
    private final Duration retention;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    LeaseKeeper(Settings settings) {
        this.store = settings.store();
        this.listener = settings.listener();
        this.lease = settings.lease();
        this.retention = settings.retention();
    }

    void start(Background background) {
        background.every(lease.dividedBy(6), this::sweep);
    }

    Held hold(Ownership ownership) {
        Held entry = new Held(ownership, System.nanoTime());
        held.add(entry);
        return entry;
    }

    void letGo(Held entry) {
        held.remove(entry);
    }

    int count() {
        return held.size();
    }

    /** Goes on renewing for a few leases only: nobody may be left to let go. */
    void leave(Held entry) {
        entry.renewUntil =
                System.nanoTime() + lease.multipliedBy(LEASES_AFTER_LEAVING).toNanos();
        entry.left = true;
    }

    private void sweep() {
        long now = System.nanoTime();
        held.removeIf(entry -> entry.left && now - entry.renewUntil >= 0);
        held.stream()
                .filter(entry -> now - entry.renewedAt >= lease.toNanos() / 3)
                .forEach(this::renew);
    }

    private void renew(Held entry) {
        Ownership owner = entry.ownership;
        try {
            FencedWrite result = store.renew(owner.id(), owner.token(), lease, retention);
            entry.renewedAt = System.nanoTime();
            if (result == FencedWrite.FENCED_OFF) {
                held.remove(entry);
            }
        } catch (StoreException e) {
            listener.tell(l -> l.storeFailed(owner.event(), e));
        } catch (RuntimeException | Error e) {
            // the other leases are not to lapse with this one
            log.warn("The lease of {} could not be renewed", owner.event(), e);
            listener.tell(l -> l.storeFailed(owner.event(), new StoreException("A lease could not be renewed", e)));
        }
    }

    /** One lease. */
    static final class Held {
        private final Ownership ownership;
        private volatile long renewedAt;
        private volatile long renewUntil;
        private volatile boolean left;

        private Held(Ownership ownership, long renewedAt) {
            this.ownership = ownership;
            this.renewedAt = renewedAt;
        }
    }
}
