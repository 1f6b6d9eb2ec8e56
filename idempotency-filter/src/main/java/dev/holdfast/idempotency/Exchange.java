package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.capture.CapturedExchange;
import dev.holdfast.servlet.internal.capture.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** One request that runs under its key, from the claim to the one end it has. */
/*
 * How an attempt ends
 *
 * The chain returns, or the handler completes its asynchronous context, whichever comes first: the outcome is recorded,
 * and then sent. Anything thrown, and any response of a kind that is not kept: the key is freed, and then the response
 * is sent. A response too large to hold, or an event stream: the key is spent before the first byte goes out.
 *
 * Recording can fail. If the store still takes a note that says no more than that the operation is done, the client gets
 * its response and retries learn that they cannot. If the store takes nothing, nobody may be told that the operation is
 * done, because nothing would keep a retry on another node from doing it again: the client is asked to come back, and
 * the outcome is kept in memory until the store takes it.
 *
 * When the container ends an asynchronous request by itself, on a time limit or an error, the work behind it may still
 * be going on. Its lease is renewed until that is over, a few leases long at most, and then it is left to lapse: what the
 * work would have answered went to a response that is no more, so nobody can say how it ended.
 *
 * The container may also run out of patience while the outcome is being recorded. Whoever comes second, be it a
 * time-out or another completion, waits: a response on its way is not to be cut off.
 */
final class Exchange extends CapturedExchange {
    static final String ATTRIBUTE = Exchange.class.getName();

    private final Engine engine;
    private final Settings settings;
    private final IdempotencyRule rule;
    private final Ownership owner;
    private final RequestContent content;
    private final AttemptEnd attempt;
    private volatile boolean spent;
    private volatile boolean unsendable;

    Exchange(
            Engine engine,
            IdempotencyRule rule,
            Ownership owner,
            RequestContent content,
            AttemptEnd attempt,
            HttpServletRequest request,
            HttpServletResponse response) {
        super(request, response, content.source(), engine.settings().maximumResponse());
        this.engine = engine;
        this.settings = engine.settings();
        this.rule = rule;
        this.owner = owner;
        this.content = content;
        this.attempt = attempt;
    }

    @Override
    protected void failed() {
        if (!spent) {
            attempt.release();
        }
        if (unsendable) {
            var unused = response().takeBack(); // it speaks of what did not take effect
        }
        // what waits may go on before the client of a large response has it
        engine.waiters().ended(owner.id());
    }

    @Override
    protected void answer() throws IOException {
        if (unsendable) {
            attempt.release();
            answerInstead(IdempotencyProblem.RESPONSE_TOO_LARGE);
        } else {
            answer(verdict());
        }
    }

    @Override
    protected void abandoned() {
        if (!spent) {
            attempt.abandon();
        }
    }

    @Override
    protected void overAtLast() {
        if (!spent) {
            attempt.workIsOver();
        }
    }

    @Override
    protected void ended() {
        engine.waiters().ended(owner.id());
    }

    private AttemptEnd.Verdict verdict() {
        if (spent) {
            return AttemptEnd.Verdict.SEND;
        }
        int status = response().status();
        if (!rule.keep().includes(status)) {
            attempt.release();
            return AttemptEnd.Verdict.SEND;
        }
        return attempt.record(status, this::outcome);
    }

    private byte[] outcome() {
        Snapshot snapshot = response().snapshot().orElseThrow();
        Snapshot kept = settings.replaySetCookie() ? snapshot : snapshot.withoutCookies();
        byte[] outcome = OutcomeFormat.write(new Outcome.Replayable(kept, content.evidence()));
        return settings.responseCodec().encode(owner.id(), outcome);
    }

    private void answer(AttemptEnd.Verdict verdict) throws IOException {
        switch (verdict) {
            case SEND -> response().send();
            case OVERTAKEN -> answerInstead(IdempotencyProblem.ATTEMPT_OVERTAKEN);
            case NOT_SAVED -> answerInstead(IdempotencyProblem.OUTCOME_NOT_SAVED);
            case ROLLED_BACK -> answerInstead(IdempotencyProblem.TRANSACTION_FAILED);
            case UNKNOWN -> answerInstead(IdempotencyProblem.COMMIT_UNKNOWN);
        }
    }

    private void answerInstead(IdempotencyProblem problem) throws IOException {
        Optional<HttpServletResponse> untouched = response().takeBack();
        if (untouched.isPresent()) {
            engine.refusals().answer(problem, original(), untouched.get());
        }
    }

    @Override
    public Optional<String> asyncObstacle() {
        return attempt.keepsToItsThread()
                ? Optional.of(
                        "The request runs in a transaction, which belongs to its thread: set requestTransaction to"
                                + " false for the rule " + rule + " if its handlers are asynchronous")
                : Optional.empty();
    }

    @Override
    public void streamingBegins() {
        int status = response().status();
        if (!rule.keep().includes(status)) {
            return; // the key is freed at the end
        }
        unsendable = unsendable
                || !attempt.spend(status, isEventStream() ? Outcome.Reason.STREAMED : Outcome.Reason.TOO_LARGE);
        if (unsendable) {
            throw new IllegalStateException(
                    "The response of " + this + " is a stream, or larger than maximumResponse, and"
                            + " the transaction of the request has to be committed before the first byte goes out, which it cannot"
                            + " be while the application holds a connection of it: close the connection before, raise"
                            + " maximumResponse, or set requestTransaction to false for the rule");
        }
        spent = true;
    }

    private boolean isEventStream() {
        String type = response().getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    @Override
    public String toString() {
        return owner.event() + " under " + rule;
    }
}
