package dev.holdfast.etag;

import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import dev.holdfast.servlet.internal.capture.CapturedExchange;
import dev.holdfast.servlet.internal.transaction.TransactionScope;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write whose precondition holds, from the application's first dispatch to the decision about its response, under the
 * guard of its resource. One request.
 */
/*
 * How long the guard is held
 *
 * The precondition was checked under the guard, and until the application is done nobody else may write: so it is given
 * back when the response is decided and the new version is read, and before the response is sent, because a slow client
 * is no reason for others to wait.
 *
 * If the container ends an asynchronous request by itself, the work behind it may still write. The guard is held until
 * that work calls complete(), or for a minute: a handler that never does would otherwise lock its resource for good.
 */
final class GuardedWrite extends CapturedExchange {
    private static final Logger log = LoggerFactory.getLogger(GuardedWrite.class);
    private static final long LONGEST_AFTERMATH_SECONDS = 60;

    private final ConditionalRequest request;
    private final ETagRule rule;
    private final ETagSettings settings;
    private final PreconditionRefusals refusals;
    private final WriteGuards.Guard guard;
    private final HttpServletResponse target;
    private final AtomicBoolean aftermathOver = new AtomicBoolean();
    private boolean aftermath;

    GuardedWrite(
            ConditionalRequest request, ETagSettings settings, PreconditionRefusals refusals, WriteGuards.Guard guard) {
        super(request.toHandler(Set.of()), request.response(), new Source.Container(), settings.maximumResponse());
        this.request = request;
        this.rule = request.rule();
        this.settings = settings;
        this.refusals = refusals;
        this.guard = guard;
        this.target = request.response();
    }

    @Override
    public void streamingBegins() {
        // it goes out without a tag: the new version is known when the application is done, and not before
    }

    @Override
    protected void answer() throws IOException {
        if (Boolean.TRUE.equals(original().getAttribute(ETagAttributes.LATE_MISMATCH))) {
            changed(HttpServletResponse.SC_PRECONDITION_FAILED);
            Optional<HttpServletResponse> untouched = response().takeBack();
            if (untouched.isPresent()) {
                PreconditionRefusals.Refusal refusal =
                        refusals.failed(request, current().orElse(null), untouched.get());
                letGo();
                refusal.send();
                return;
            }
        }
        int status = response().status();
        changed(status);
        if (carriesTag(status)) {
            current().ifPresent(version -> ValidatorFields.version(version, target));
        }
        letGo();
        response().send();
    }

    /** Of a transaction that is not over nobody else sees what was written, and so nobody else may check it. */
    private void letGo() {
        TransactionScope.afterwards(original(), guard::close);
    }

    /** RFC 9110 section 9.3.4: a validator says that the content was stored as it was sent, or stands in the response. */
    private boolean carriesTag(int status) {
        return rule.tagOnWrite()
                && rule.guardsItsTarget()
                && status / 100 == 2
                && status != HttpServletResponse.SC_ACCEPTED
                && !isOfAnother(status)
                && !request.method().equals("DELETE")
                && !response().streaming()
                && !target.isCommitted()
                && !Sources.isOutsideTransaction(rule.versions(), request.resource());
    }

    /** RFC 9110 section 15.3.2: the validator of a 201 is that of what was created, which a POST has elsewhere. */
    private boolean isOfAnother(int status) {
        return status == HttpServletResponse.SC_CREATED && request.method().equals("POST");
    }

    /** The write stands, whatever the source says now: without a tag the client reads again. */
    private Optional<ResourceVersion> current() {
        try {
            return rule.versions().current(request.resource());
        } catch (IOException | ServletException | RuntimeException e) {
            log.debug("The new version of {} is not known, and its response goes without a tag", request.event(), e);
            settings.listener().tell(l -> l.sourceFailed(request.event(), e));
            return Optional.empty();
        }
    }

    private void changed(int status) {
        try {
            settings.sources().changed(rule.versions(), request.resource(), status);
        } catch (IOException | RuntimeException e) {
            log.warn("The source of versions could not note that {} is done", request.event(), e);
            settings.listener().tell(l -> l.sourceFailed(request.event(), e));
        }
    }

    @Override
    protected void failed() {
        changed(0);
    }

    @Override
    protected void abandoned() {
        aftermath = true;
        CompletableFuture.delayedExecutor(LONGEST_AFTERMATH_SECONDS, TimeUnit.SECONDS)
                .execute(this::overAtLast);
    }

    @Override
    protected void overAtLast() {
        // once: the minute passes as well when the work was over long before, and the guard may be somebody else's by
        // then
        if (aftermathOver.compareAndSet(false, true)) {
            changed(0);
            guard.close();
        }
    }

    @Override
    protected void ended() {
        if (!aftermath) {
            letGo();
        }
    }

    @Override
    public String toString() {
        return request.event() + " under " + rule;
    }
}
