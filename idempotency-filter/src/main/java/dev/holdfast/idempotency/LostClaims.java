package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims of which it is not known whether the store took them, and on which nobody works: if it did, they stand in the way
 * of every retry. Each is withdrawn when its retry comes, or as soon as the store answers, and once more a lease later,
 * because what a store was asked may reach it late. Thread-safe.
 */
final class LostClaims implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LostClaims.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final IdempotencyStore store;
    private final Duration lease;
    private final Duration retention;
    private final Map<RecordId, List<Lost>> lost = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    LostClaims(Settings settings) {
        this.store = settings.store();
        this.lease = settings.lease();
        this.retention = settings.retention();
    }

    void start(Background background) {
        background.every(PERIOD, this::sweep);
    }

    void keep(Claim claim) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            log.debug("Record {} is left to lapse, should it have been claimed", claim.id());
            return;
        }
        lost.merge(
                claim.id(),
                List.of(new Lost(claim)),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    }

    /** A retry is about to make a claim of its own. */
    void withdraw(RecordId id) {
        for (Lost claim : lost.getOrDefault(id, List.of())) {
            if (!withdraw(claim)) {
                return;
            }
        }
    }

    private void sweep() {
        for (List<Lost> claims : lost.values()) {
            for (Lost claim : claims) {
                if (claim.isDue(lease) && !withdraw(claim)) {
                    return;
                }
            }
        }
    }

    /** Whether the store answered. */
    private boolean withdraw(Lost claim) {
        try {
            FencedWrite result = store.withdraw(claim.claim);
            if (result == FencedWrite.APPLIED || claim.isAnsweredFor(lease)) {
                forget(claim);
            } else {
                claim.answered();
            }
            return true;
        } catch (RuntimeException | Error e) {
            log.debug("Record {} could not be asked about a lost claim", claim.claim.id(), e);
            if (claim.isOlderThan(retention)) {
                forget(claim);
            }
            return false;
        }
    }

    private void forget(Lost claim) {
        lost.computeIfPresent(claim.claim.id(), (id, claims) -> {
            List<Lost> others =
                    claims.stream().filter(other -> !other.equals(claim)).toList();
            count.addAndGet(others.size() - claims.size());
            return others.isEmpty() ? null : others;
        });
    }

    /** Tries once more as long as the store answers. */
    @Override
    public void close() {
        for (List<Lost> claims : lost.values()) {
            for (Lost claim : claims) {
                if (!withdraw(claim)) {
                    return;
                }
            }
        }
    }

    /** One of them, compared by identity. */
    private static final class Lost {
        private final Claim claim;
        private final long since = System.nanoTime();
        private volatile @Nullable Long answeredAt;

        Lost(Claim claim) {
            this.claim = claim;
        }

        void answered() {
            if (answeredAt == null) {
                answeredAt = System.nanoTime();
            }
        }

        boolean isDue(Duration lease) {
            return answeredAt == null || isAnsweredFor(lease);
        }

        boolean isAnsweredFor(Duration lease) {
            Long first = answeredAt;
            return first != null && System.nanoTime() - first >= lease.toNanos();
        }

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - since > age.toNanos();
        }
    }
}
