package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoreException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renews the leases of the requests that are being worked on: each at a third of its length, found by a sweep at a sixth,
 * so that a short request costs no timer. Thread-safe.
 */
final class LeaseKeeper {
    private final IdempotencyStore store;
    private final SafeListener listener;
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

    private void sweep() {
        long now = System.nanoTime();
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
        }
    }

    /** One lease. */
    static final class Held {
        private final Ownership ownership;
        private volatile long renewedAt;

        private Held(Ownership ownership, long renewedAt) {
            this.ownership = ownership;
            this.renewedAt = renewedAt;
        }
    }
}
