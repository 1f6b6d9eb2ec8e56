package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.capture.AsyncHooks;
import dev.holdfast.servlet.internal.capture.CapturedRequest;
import dev.holdfast.servlet.internal.capture.CapturingResponse;
import dev.holdfast.servlet.internal.capture.Snapshot;
import dev.holdfast.servlet.internal.capture.StreamingListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
final class Exchange implements AsyncHooks, StreamingListener {
    static final String ATTRIBUTE = Exchange.class.getName();

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final Engine engine;
    private final Settings settings;
    private final IdempotencyRule rule;
    private final Ownership owner;
    private final RequestContent content;
    private final HttpServletRequest original;
    private final CapturingResponse response;
    private final CapturedRequest request;
    private final AttemptEnd attempt;
    private final Finish finish = new Finish();
    private volatile boolean spent;
    private volatile boolean troubled;
    private volatile boolean abandoned;

    Exchange(
            Engine engine,
            IdempotencyRule rule,
            Ownership owner,
            RequestContent content,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.engine = engine;
        this.settings = engine.settings();
        this.rule = rule;
        this.owner = owner;
        this.content = content;
        this.original = request;
        this.response = new CapturingResponse(request, response, settings.maximumResponse(), this);
        this.request = new CapturedRequest(request, content.source(), this.response, this);
        this.attempt = new AttemptEnd(engine, owner);
    }

    void run(FilterChain chain) throws IOException, ServletException {
        original.setAttribute(ATTRIBUTE, this);
        dispatch(chain, request, response);
    }

    /** The container comes back after {@code AsyncContext.dispatch}, with whatever wrappers it was given. */
    void resume(FilterChain chain, ServletRequest wrapped, ServletResponse wrappedResponse)
            throws IOException, ServletException {
        dispatch(chain, wrapped, wrappedResponse);
    }

    private void dispatch(FilterChain chain, ServletRequest toHandler, ServletResponse fromHandler)
            throws IOException, ServletException {
        request.beginDispatch();
        boolean returned = false;
        try {
            chain.doFilter(toHandler, fromHandler);
            returned = true;
        } finally {
            if (!returned) {
                failed();
            }
        }
        if (request.endDispatch()) {
            end();
        }
    }

    private void failed() {
        request.endDispatch();
        if (request.asyncRequested()) {
            troubled(); // what was started may still be going on
            return;
        }
        if (finish.begin()) {
            if (!spent) {
                attempt.release();
            }
            engine.waiters().ended(owner.id());
            handOver();
            finish.over();
        }
    }

    /** What was written before the exception, for the container to treat as it does without the filter. */
    private void handOver() {
        try {
            response.send();
        } catch (IOException | RuntimeException e) {
            log.debug("What {} had written before it failed could not be sent", owner.event(), e);
        }
    }

    private void end() throws IOException {
        if (!finish.begin()) {
            return;
        }
        try {
            answer(verdict());
        } finally {
            engine.waiters().ended(owner.id());
            finish.over();
        }
    }

    private AttemptEnd.Verdict verdict() {
        if (spent) {
            return AttemptEnd.Verdict.SEND;
        }
        int status = response.status();
        if (!rule.keep().includes(status)) {
            attempt.release();
            return AttemptEnd.Verdict.SEND;
        }
        return attempt.record(status, this::outcome);
    }

    private byte[] outcome() {
        Snapshot snapshot = response.snapshot().orElseThrow();
        Snapshot kept = settings.replaySetCookie() ? snapshot : snapshot.withoutCookies();
        byte[] outcome = OutcomeFormat.write(new Outcome.Replayable(kept, content.evidence()));
        return settings.responseCodec().encode(owner.id(), outcome);
    }

    private void answer(AttemptEnd.Verdict verdict) throws IOException {
        switch (verdict) {
            case SEND -> response.send();
            case OVERTAKEN -> answerInstead(IdempotencyProblem.ATTEMPT_OVERTAKEN);
            case NOT_SAVED -> answerInstead(IdempotencyProblem.OUTCOME_NOT_SAVED);
        }
    }

    private void answerInstead(IdempotencyProblem problem) throws IOException {
        Optional<HttpServletResponse> untouched = response.takeBack();
        if (untouched.isPresent()) {
            engine.refusals().answer(problem, original, untouched.get());
        }
    }

    @Override
    public void streamingBegins() {
        int status = response.status();
        if (!rule.keep().includes(status)) {
            return; // the key is freed at the end
        }
        spent = true;
        attempt.spend(status, isEventStream() ? Outcome.Reason.STREAMED : Outcome.Reason.TOO_LARGE);
    }

    private boolean isEventStream() {
        String type = response.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    @Override
    public void completing() {
        if (abandoned) {
            attempt.workIsOver();
            return;
        }
        if (finish.awaited()) {
            return; // the container is not to complete a response that is on its way
        }
        try {
            end();
        } catch (IOException | UncheckedIOException e) {
            log.debug("The client of {} is gone; its response is recorded", owner.event(), e);
        } catch (RuntimeException | Error e) {
            // thrown on, it would keep the context from being completed, and the client waiting
            log.warn("The response of {} could not be sent", owner.event(), e);
            sendFailure();
        }
    }

    private void sendFailure() {
        try {
            Optional<HttpServletResponse> untouched = response.takeBack();
            if (untouched.isPresent()) {
                untouched.get().sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("Nor could its failure", e);
        }
    }

    @Override
    public void troubled() {
        troubled = true;
        response.passErrors();
        if (finish.awaited() || finish.isOver()) {
            complete();
        }
    }

    /** The response went out while the container's time ran out: it must not put its error page in its place. */
    private void complete() {
        try {
            original.getAsyncContext().complete();
        } catch (IllegalStateException e) {
            log.debug("{} was completed meanwhile", owner.event(), e);
        }
    }

    @Override
    public void closed() {
        if (finish.begun()) {
            return;
        }
        if (!troubled) {
            log.warn(
                    "A response under {} was dispatched past the filter and may be lost:"
                            + " register the filter for the dispatcher types REQUEST and ASYNC",
                    rule);
            completing();
        } else if (finish.begin()) {
            if (!spent) {
                abandoned = true;
                attempt.abandon();
            }
            engine.waiters().ended(owner.id());
            finish.over();
        }
    }
}
