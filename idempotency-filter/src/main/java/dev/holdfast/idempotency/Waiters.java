package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Duplicates that wait for the first request to end. However many wait for one record, it is looked at once: at once when
 * the first one ends on this node, and every now and then because it may end on another. Thread-safe.
 */
final class Waiters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Waiters.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration RAREST_LOOK = Duration.ofMillis(500);

    private final IdempotencyStore store;
    private final SafeListener<IdempotencyListener> listener;
    private final int maximum;
    private final Refusals refusals;
    private final Replay replay;
    private final LostClaims lostClaims;
    private final Background background;
    private final Map<RecordId, Set<Waiter>> groups = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    Waiters(Settings settings, Refusals refusals, Replay replay, LostClaims lostClaims, Background background) {
        this.store = settings.store();
        this.listener = settings.listener();
        this.maximum = settings.maximumWaiters();
        this.refusals = refusals;
        this.replay = replay;
        this.lostClaims = lostClaims;
        this.background = background;
    }

    int count() {
        return count.get();
    }

    /** Suspends the request; false if it cannot be, or too many are. */
    boolean add(Duplicate duplicate, Duration limit) {
        if (closed || !duplicate.request().isAsyncSupported()) {
            return false;
        }
        if (count.incrementAndGet() > maximum) {
            count.decrementAndGet();
            return false;
        }
        Waiter waiter;
        try {
            waiter = new Waiter(duplicate, limit, refusals, this::gone);
        } catch (IllegalStateException e) {
            log.debug("{} cannot be suspended", duplicate.event(), e);
            count.decrementAndGet();
            return false;
        }
        listener.tell(l -> l.waiting(duplicate.event()));
        waiter.watch();
        join(waiter);
        return true;
    }

    private void join(Waiter waiter) {
        RecordId id = waiter.record();
        groups.compute(id, (key, group) -> {
            Set<Waiter> joined = group == null ? new HashSet<>() : group;
            joined.add(waiter);
            if (group == null) {
                background.after(FIRST_LOOK, () -> look(id, FIRST_LOOK));
            }
            return joined;
        });
        if (waiter.isGone()) {
            remove(waiter);
        }
        if (closed) {
            dismiss(take(id, false), IdempotencyProblem.REQUEST_IN_FLIGHT);
        }
    }

    private void gone(Waiter waiter) {
        count.decrementAndGet();
        remove(waiter);
    }

    private void remove(Waiter waiter) {
        groups.computeIfPresent(waiter.record(), (id, group) -> {
            group.remove(waiter);
            return group.isEmpty() ? null : group;
        });
    }

    /** The first request ended on this node. */
    void ended(RecordId id) {
        if (groups.containsKey(id)) {
            background.after(Duration.ZERO, () -> settle(id));
        }
    }

    private void look(RecordId id, Duration interval) {
        settle(id);
        if (groups.containsKey(id)) {
            Duration next = interval.multipliedBy(3).dividedBy(2);
            Duration bounded = next.compareTo(RAREST_LOOK) < 0 ? next : RAREST_LOOK;
            background.after(bounded, () -> look(id, bounded));
        }
    }

    /** Answers whoever can be answered. */
    private void settle(RecordId id) {
        try {
            Optional<Waiter.Answer> answer = answer(id);
            if (answer.isPresent()) {
                take(id, false).forEach(waiter -> waiter.answer(answer.get()));
            } else {
                dismiss(take(id, true), IdempotencyProblem.REQUEST_IN_FLIGHT);
            }
        } catch (RuntimeException | Error e) {
            if (!(e instanceof StoreException)) {
                log.warn("Record {} could not be looked at for those who wait for it", id, e);
            }
            dismiss(take(id, true), IdempotencyProblem.STORE_UNAVAILABLE);
        }
    }

    private void dismiss(List<Waiter> waiters, IdempotencyProblem problem) {
        waiters.forEach(waiter -> waiter.answer(duplicate -> refuse(problem, duplicate)));
    }

    private void refuse(IdempotencyProblem problem, Duplicate duplicate) throws IOException {
        refusals.refuse(problem, duplicate.event(), duplicate.request(), duplicate.response());
    }

    private List<Waiter> take(RecordId id, boolean overdueOnly) {
        List<Waiter> taken = new ArrayList<>();
        long now = System.nanoTime();
        groups.computeIfPresent(id, (key, group) -> {
            group.removeIf(waiter -> (!overdueOnly || waiter.overdue(now)) && taken.add(waiter));
            return group.isEmpty() ? null : group;
        });
        return taken;
    }

    /** What everybody who waits for this record is told; empty as long as there is nothing to tell. */
    private Optional<Waiter.Answer> answer(RecordId id) {
        Optional<Claimant> claimant = anyClaimant(id);
        if (claimant.isEmpty()) {
            return Optional.empty();
        }
        // an open attempt shows in no record, and is asked for first, because it may be recorded meanwhile
        if (store.transactions().filter(attempts -> attempts.isOpen(id)).isPresent()) {
            return Optional.empty();
        }
        Optional<StoredRecord> record = store.find(id);
        if (record.isEmpty()) {
            return Optional.of(this::refuseAfterFailure);
        }
        return switch (record.get().state()) {
            case IN_FLIGHT -> Optional.empty();
            case LAPSED -> Optional.of(this::refuseAfterLapse);
            case COMPLETED -> outcome(claimant.get());
        };
    }

    private void refuseAfterFailure(Duplicate duplicate) throws IOException {
        refuse(IdempotencyProblem.FIRST_ATTEMPT_FAILED, duplicate);
    }

    /** Where the rule lets a retry run, nothing is gained by telling it to wait until somebody settles the outcome. */
    private void refuseAfterLapse(Duplicate duplicate) throws IOException {
        boolean runsAgain = duplicate.onLapse() == LapsePolicy.RUN_AGAIN;
        refuse(runsAgain ? IdempotencyProblem.FIRST_ATTEMPT_FAILED : IdempotencyProblem.OUTCOME_UNKNOWN, duplicate);
    }

    private Optional<Claimant> anyClaimant(RecordId id) {
        List<Claimant> claimant = new ArrayList<>(1);
        groups.computeIfPresent(id, (key, group) -> {
            claimant.add(group.iterator().next().duplicate().claimant());
            return group;
        });
        return claimant.stream().findFirst();
    }

    private Optional<Waiter.Answer> outcome(Claimant claimant) {
        Claim claim = claimant.claim(LapsePolicy.OUTCOME_UNKNOWN);
        try {
            Attempt attempt = store.begin(claim);
            if (attempt instanceof Attempt.Completed completed) {
                return Optional.of(waiting -> replay.answer(
                        claim.id(),
                        completed.outcome(),
                        waiting.content(),
                        waiting.event(),
                        waiting.request(),
                        waiting.response()));
            }
            if (attempt instanceof Attempt.Started started) {
                // it expired in this very moment; a waiter runs nothing, because filters after this one would be left
                // out
                var unused = store.release(claim.id(), started.token());
                return Optional.of(this::refuseAfterFailure);
            }
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            lostClaims.keep(claim);
            throw e;
        }
    }

    /** Nobody waits past the filter's end. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(groups.keySet()).forEach(id -> dismiss(take(id, false), IdempotencyProblem.REQUEST_IN_FLIGHT));
    }
}
