package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Duplicates that wait for the first request to end. However many wait for one record, it is looked at once: at once when
 * the first one ends on this node, and every now and then because it may end on another. Thread-safe.
 */
final class Waiters implements AutoCloseable {
    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration RAREST_LOOK = Duration.ofMillis(500);

    private final Settings settings;
    private final Refusals refusals;
    private final Replay replay;
    private final Background background;
    private final Map<RecordId, Set<Waiter>> groups = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Waiters(Settings settings, Refusals refusals, Replay replay, Background background) {
        this.settings = settings;
        this.refusals = refusals;
        this.replay = replay;
        this.background = background;
    }

    int count() {
        return count.get();
    }

    /** Suspends the request; false if it cannot be, or too many are. */
    boolean add(
            Claim claim,
            Duration limit,
            RequestContent content,
            IdempotencyEvent event,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!request.isAsyncSupported()) {
            return false;
        }
        if (count.incrementAndGet() > settings.maximumWaiters()) {
            count.decrementAndGet();
            return false;
        }
        settings.listener().tell(l -> l.waiting(event));
        long deadline = System.nanoTime() + limit.toNanos();
        Waiter waiter = new Waiter(claim, content, event, request, response, deadline, count::decrementAndGet);
        waiter.watch();
        join(claim.id(), waiter);
        return true;
    }

    private void join(RecordId id, Waiter waiter) {
        groups.compute(id, (key, group) -> {
            Set<Waiter> joined = group == null ? new HashSet<>() : group;
            joined.add(waiter);
            if (group == null) {
                background.after(FIRST_LOOK, () -> look(id, FIRST_LOOK));
            }
            return joined;
        });
    }

    /** The first request ended on this node. */
    void ended(RecordId id) {
        if (groups.containsKey(id)) {
            background.after(Duration.ZERO, () -> settle(id));
        }
    }

    private void look(RecordId id, Duration interval) {
        if (!settle(id)) {
            Duration next = interval.multipliedBy(3).dividedBy(2);
            Duration bounded = next.compareTo(RAREST_LOOK) < 0 ? next : RAREST_LOOK;
            background.after(bounded, () -> look(id, bounded));
        }
    }

    /** Answers whoever can be answered; true if nobody is left to wait. */
    private boolean settle(RecordId id) {
        try {
            Optional<Waiter.Answer> answer = answer(id);
            answer.ifPresentOrElse(
                    everybody -> take(id, false).forEach(waiter -> waiter.answer(everybody)),
                    () -> dismissOverdue(id, IdempotencyProblem.REQUEST_IN_FLIGHT));
        } catch (StoreException e) {
            dismissOverdue(id, IdempotencyProblem.STORE_UNAVAILABLE);
        }
        return !groups.containsKey(id);
    }

    private void dismissOverdue(RecordId id, IdempotencyProblem problem) {
        take(id, true).forEach(waiter -> waiter.answer(refusal(problem)));
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
        Optional<Claim> claim = anyClaim(id);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredRecord> record = settings.store().find(id);
        if (record.isEmpty()) {
            return Optional.of(refusal(IdempotencyProblem.FIRST_ATTEMPT_FAILED));
        }
        return switch (record.get().state()) {
            case IN_FLIGHT -> Optional.empty();
            case LAPSED -> Optional.of(refusal(IdempotencyProblem.OUTCOME_UNKNOWN));
            case COMPLETED -> outcome(claim.get());
        };
    }

    private Optional<Claim> anyClaim(RecordId id) {
        Claim[] claim = new Claim[1];
        groups.computeIfPresent(id, (key, group) -> {
            claim[0] = group.iterator().next().claim();
            return group;
        });
        return Optional.ofNullable(claim[0]);
    }

    private Optional<Waiter.Answer> outcome(Claim claim) {
        Attempt attempt = settings.store().begin(claim);
        if (attempt instanceof Attempt.Completed completed) {
            return Optional.of((content, event, request, response) ->
                    replay.answer(claim.id(), completed.outcome(), content, event, request, response));
        }
        if (attempt instanceof Attempt.Started started) {
            // it expired in this very moment; a waiter runs nothing, because filters after this one would be left out
            settings.store().release(claim.id(), started.token());
            return Optional.of(refusal(IdempotencyProblem.FIRST_ATTEMPT_FAILED));
        }
        return Optional.empty();
    }

    private Waiter.Answer refusal(IdempotencyProblem problem) {
        return (content, event, request, response) -> refusals.refuse(problem, event, request, response);
    }

    /** Nobody waits past the filter's end. */
    @Override
    public void close() {
        List.copyOf(groups.keySet())
                .forEach(id -> take(id, false)
                        .forEach(waiter -> waiter.answer(refusal(IdempotencyProblem.REQUEST_IN_FLIGHT))));
    }
}
