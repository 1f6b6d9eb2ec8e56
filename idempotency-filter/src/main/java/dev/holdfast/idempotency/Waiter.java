package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.servlet.internal.capture.Finish;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A duplicate that waits, without a thread, and is answered once. Thread-safe. */
final class Waiter implements AsyncListener {
    private static final Logger log = LoggerFactory.getLogger(Waiter.class);
    /** How long after its limit the container ends the wait, should nobody else have. */
    private static final Duration BACKSTOP = Duration.ofSeconds(30);

    private final Duplicate duplicate;
    private final Duration limit;
    private final long deadline;
    private final Refusals refusals;
    private final Consumer<Waiter> onGone;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Finish finish = new Finish();
    private final AsyncContext context;

    /**
     * Suspends the request.
     *
     * @throws IllegalStateException if the container does not allow it
     */
    Waiter(Duplicate duplicate, Duration limit, Refusals refusals, Consumer<Waiter> onGone) {
        this.duplicate = duplicate;
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.refusals = refusals;
        this.onGone = onGone;
        this.context = duplicate.request().startAsync(duplicate.request(), duplicate.response());
    }

    /** From now on the client's going away is noticed. */
    void watch() {
        // the deadline is ours: a container's would end in an error page
        context.setTimeout(limit.plus(BACKSTOP).toMillis());
        context.addListener(this);
    }

    Duplicate duplicate() {
        return duplicate;
    }

    RecordId record() {
        return duplicate.claimant().names().record();
    }

    boolean overdue(long now) {
        return now - deadline >= 0;
    }

    boolean isGone() {
        return gone.get();
    }

    /** Answers on a thread of the container, or on this one if there is none, unless that was done before. */
    void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            context.start(() -> give(answer));
        } catch (IllegalStateException e) {
            log.debug("The waiting client of {} is gone", duplicate.event(), e);
            leave();
        } catch (RuntimeException | Error e) {
            log.debug("The container has no thread to answer {}", duplicate.event(), e);
            give(answer);
        }
    }

    private void give(Answer answer) {
        if (!finish.begin()) {
            return;
        }
        try {
            answer.give(duplicate);
        } catch (IOException e) {
            log.debug("The waiting client of {} is gone", duplicate.event(), e);
        } catch (RuntimeException | Error e) {
            log.warn("{} could not be answered", duplicate.event(), e);
            admit();
        } finally {
            complete();
            finish.over();
        }
    }

    /** An empty response would tell the client that all is well. */
    private void admit() {
        HttpServletResponse response = duplicate.response();
        try {
            if (!response.isCommitted()) {
                response.reset();
                refusals.answer(IdempotencyProblem.STORE_UNAVAILABLE, duplicate.request(), response);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("Nor could it be told so", e);
        }
    }

    private void complete() {
        try {
            context.complete();
        } catch (RuntimeException e) {
            log.debug("The waiting client of {} is gone", duplicate.event(), e);
        } finally {
            leave();
        }
    }

    /** What a waiter is told. */
    @FunctionalInterface
    interface Answer {
        void give(Duplicate duplicate) throws IOException;
    }

    private void leave() {
        if (gone.compareAndSet(false, true)) {
            onGone.accept(this);
        }
    }

    @Override
    public void onComplete(AsyncEvent end) {
        answered.set(true);
        leave();
    }

    @Override
    public void onTimeout(AsyncEvent end) {
        answered.set(true);
        if (!finish.awaited()) {
            give(late -> refusals.refuse(
                    IdempotencyProblem.REQUEST_IN_FLIGHT, late.event(), late.request(), late.response()));
        }
    }

    @Override
    public void onError(AsyncEvent end) {
        answered.set(true);
        leave();
    }

    @Override
    public void onStartAsync(AsyncEvent start) {
        // nobody else has this request
    }
}
