package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoreException;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * be going on. The attempt is left to lapse.
 */
final class Exchange implements AsyncHooks, StreamingListener {
    static final String ATTRIBUTE = Exchange.class.getName();

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final Engine engine;
    private final Settings settings;
    private final IdempotencyStore store;
    private final IdempotencyRule rule;
    private final Ownership owner;
    private final RequestContent content;
    private final HttpServletRequest original;
    private final CapturingResponse response;
    private final CapturedRequest request;
    private final LeaseKeeper.Held lease;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean troubled;

    Exchange(
            Engine engine,
            IdempotencyRule rule,
            Ownership owner,
            RequestContent content,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.engine = engine;
        this.settings = engine.settings();
        this.store = settings.store();
        this.rule = rule;
        this.owner = owner;
        this.content = content;
        this.original = request;
        this.response = new CapturingResponse(request, response, settings.maximumResponse(), this);
        this.request = new CapturedRequest(request, content.source(), this.response, this);
        this.lease = engine.leases().hold(owner);
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

    private boolean endsNow() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        engine.leases().letGo(lease);
        return true;
    }

    private void failed() {
        request.endDispatch();
        if (request.asyncRequested()) {
            troubled(); // what was started may still be going on
            return;
        }
        if (endsNow()) {
            boolean spent = response.streaming() && rule.keep().includes(response.status());
            if (!spent) {
                release();
            }
            engine.waiters().ended(owner.id());
            handOver();
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
        if (!endsNow()) {
            return;
        }
        try {
            if (!rule.keep().includes(response.status())) {
                release();
                response.send();
            } else {
                Optional<Snapshot> snapshot = response.snapshot();
                if (snapshot.isPresent()) {
                    record(snapshot.get());
                }
            }
        } finally {
            engine.waiters().ended(owner.id());
        }
    }

    private void release() {
        try {
            if (store.release(owner.id(), owner.token()) == FencedWrite.APPLIED) {
                settings.listener().tell(l -> l.released(owner.event()));
            } else {
                settings.listener().tell(l -> l.overtaken(owner.event()));
            }
        } catch (StoreException e) {
            settings.listener().tell(l -> l.storeFailed(owner.event(), e));
            engine.lateSaves().release(owner);
        }
    }

    private void record(Snapshot snapshot) throws IOException {
        Snapshot kept = settings.replaySetCookie() ? snapshot : snapshot.withoutCookies();
        byte[] outcome = encoded(new Outcome.Replayable(kept, content.evidence()));
        try {
            if (save(outcome) == FencedWrite.APPLIED) {
                settings.listener().tell(l -> l.completed(owner.event(), snapshot.status()));
                response.send();
            } else {
                overtaken();
            }
        } catch (StoreException e) {
            settings.listener().tell(l -> l.storeFailed(owner.event(), e));
            notSaved(snapshot.status(), outcome);
        }
    }

    private void notSaved(int status, byte[] outcome) throws IOException {
        try {
            if (save(encoded(new Outcome.Spent(status, Outcome.Reason.NOT_SAVED, new BodyEvidence.None())))
                    == FencedWrite.APPLIED) {
                settings.listener().tell(l -> l.spent(owner.event()));
                response.send();
            } else {
                overtaken();
            }
        } catch (StoreException e) {
            engine.lateSaves().complete(owner, outcome);
            answerInstead(IdempotencyProblem.OUTCOME_NOT_SAVED);
        }
    }

    private void overtaken() throws IOException {
        settings.listener().tell(l -> l.overtaken(owner.event()));
        answerInstead(IdempotencyProblem.ATTEMPT_OVERTAKEN);
    }

    private void answerInstead(IdempotencyProblem problem) throws IOException {
        Optional<HttpServletResponse> untouched = response.takeBack();
        if (untouched.isPresent()) {
            engine.refusals().refuse(problem, owner.event(), original, untouched.get());
        }
    }

    private FencedWrite save(byte[] outcome) {
        return store.complete(owner.id(), owner.token(), outcome, settings.retention());
    }

    private byte[] encoded(Outcome outcome) {
        return settings.responseCodec().encode(owner.id(), OutcomeFormat.write(outcome));
    }

    @Override
    public void streamingBegins() {
        int status = response.status();
        if (!rule.keep().includes(status)) {
            return; // the key is freed at the end
        }
        byte[] spent = encoded(new Outcome.Spent(status, Outcome.Reason.TOO_LARGE, new BodyEvidence.None()));
        try {
            if (save(spent) == FencedWrite.APPLIED) {
                settings.listener().tell(l -> l.spent(owner.event()));
            } else {
                settings.listener().tell(l -> l.overtaken(owner.event()));
            }
        } catch (StoreException e) {
            settings.listener().tell(l -> l.storeFailed(owner.event(), e));
            engine.lateSaves().complete(owner, spent);
        }
    }

    @Override
    public void completing() {
        try {
            end();
        } catch (IOException | UncheckedIOException e) {
            log.debug("The client of {} is gone; its response is recorded", owner.event(), e);
        }
    }

    @Override
    public void troubled() {
        troubled = true;
        response.passErrors();
    }

    @Override
    public void closed() {
        if (ended.get()) {
            return;
        }
        if (troubled) {
            if (endsNow()) {
                settings.listener().tell(l -> l.abandoned(owner.event()));
                engine.waiters().ended(owner.id());
            }
        } else {
            log.warn(
                    "A response under {} was dispatched past the filter and may be lost:"
                            + " register the filter for the dispatcher types REQUEST and ASYNC",
                    rule);
            completing();
        }
    }
}
