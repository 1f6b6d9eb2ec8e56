package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A duplicate that waits, without a thread, and is answered once. Thread-safe. */
final class Waiter implements AsyncListener {
    private static final Logger log = LoggerFactory.getLogger(Waiter.class);

    private final Claim claim;
    private final RequestContent content;
    private final IdempotencyEvent event;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final long deadline;
    private final Runnable onGone;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AsyncContext context;

    /** Suspends the request. */
    Waiter(
            Claim claim,
            RequestContent content,
            IdempotencyEvent event,
            HttpServletRequest request,
            HttpServletResponse response,
            long deadline,
            Runnable onGone) {
        this.claim = claim;
        this.content = content;
        this.event = event;
        this.request = request;
        this.response = response;
        this.deadline = deadline;
        this.onGone = onGone;
        this.context = request.startAsync(request, response);
    }

    /** From now on the client's going away is noticed. */
    void watch() {
        context.setTimeout(0); // the deadline is ours: a container's would end in an error page
        context.addListener(this);
    }

    Claim claim() {
        return claim;
    }

    boolean overdue(long now) {
        return now - deadline >= 0;
    }

    /** Answers on a thread of the container, unless that was done before. */
    void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            context.start(() -> {
                try {
                    answer.give(content, event, request, response);
                } catch (IOException | RuntimeException e) {
                    log.debug("The waiting client of {} is gone", event, e);
                } finally {
                    context.complete();
                }
            });
        } catch (IllegalStateException e) {
            log.debug("The waiting client of {} is gone", event, e);
            leave();
        }
    }

    /** What a waiter is told. */
    @FunctionalInterface
    interface Answer {
        void give(
                RequestContent content,
                IdempotencyEvent event,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException;
    }

    private void leave() {
        if (gone.compareAndSet(false, true)) {
            onGone.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent end) {
        answered.set(true);
        leave();
    }

    @Override
    public void onTimeout(AsyncEvent end) {
        // there is no time limit
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
