package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request under a rule in {@link Mode#OBSERVE}: it runs whatever the store says, with the container's own response.
 * What it would have met is told to the listener. One request.
 */
final class Observation {
    private static final Logger log = LoggerFactory.getLogger(Observation.class);

    private final Settings settings;
    private final IdempotencyRule rule;
    private final IdempotencyEvent event;
    private final Claim claim;
    private final RequestContent content;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Observation(
            Settings settings,
            IdempotencyRule rule,
            Identified identified,
            RequestContent content,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.settings = settings;
        this.rule = rule;
        this.event = identified.event();
        this.content = content;
        this.request = request;
        this.response = response;
        this.claim = new Claim(
                identified.names().record(),
                identified.names().caller(),
                content.fingerprint(),
                settings.lease(),
                settings.retention(),
                rule.onLapse(),
                settings.callerQuota(),
                ThreadLocalRandom.current().nextLong());
    }

    static void wouldRefuse(Settings settings, IdempotencyEvent event, IdempotencyProblem problem) {
        log.info("Would refuse {}: {}", event, problem);
        settings.listener().tell(l -> l.wouldRefuse(event, problem));
    }

    void handle(FilterChain chain) throws IOException, ServletException {
        Decision decision = decide();
        HttpServletRequest replayed = new ReplayedRequest(request, content.source());
        if (!(decision instanceof Decision.Run run)) {
            chain.doFilter(replayed, response);
            return;
        }
        Ownership owner = new Ownership(claim.id(), run.token(), event);
        boolean returned = false;
        try {
            chain.doFilter(replayed, response);
            returned = true;
        } finally {
            if (!returned) {
                end(owner, false);
            }
        }
        if (!endsLater(owner)) {
            end(owner, true);
        }
    }

    private boolean endsLater(Ownership owner) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtCompletion(owner));
                return true;
            }
            return false;
        } catch (IllegalStateException e) {
            return false; // another thread has completed it meanwhile
        }
    }

    private Decision decide() {
        try {
            Decision decision = Decision.of(settings.store().begin(claim), ConflictPolicy.reject(), false);
            if (decision instanceof Decision.Refuse refuse) {
                wouldRefuse(settings, event, refuse.problem());
            } else if (decision instanceof Decision.Reconcile) {
                wouldRefuse(settings, event, IdempotencyProblem.OUTCOME_UNKNOWN);
            } else if (decision instanceof Decision.Replay) {
                log.info("Would replay {}", event);
                settings.listener().tell(l -> l.wouldReplay(event));
            }
            return decision;
        } catch (StoreException e) {
            settings.listener().tell(l -> l.storeFailed(event, e));
            wouldRefuse(settings, event, IdempotencyProblem.STORE_UNAVAILABLE);
            return new Decision.Refuse(IdempotencyProblem.STORE_UNAVAILABLE);
        }
    }

    private void end(Ownership owner, boolean returned) {
        try {
            if (returned && rule.keep().includes(response.getStatus())) {
                Outcome seen =
                        new Outcome.Spent(response.getStatus(), Outcome.Reason.OBSERVED, new BodyEvidence.None());
                byte[] bytes = settings.responseCodec().encode(owner.id(), OutcomeFormat.write(seen));
                settings.store().complete(owner.id(), owner.token(), bytes, settings.retention());
            } else {
                settings.store().release(owner.id(), owner.token());
            }
        } catch (StoreException e) {
            settings.listener().tell(l -> l.storeFailed(event, e));
        }
    }

    private final class AtCompletion implements AsyncListener {
        private final Ownership owner;

        AtCompletion(Ownership owner) {
            this.owner = owner;
        }

        @Override
        public void onComplete(AsyncEvent asyncEvent) {
            end(owner, true);
        }

        @Override
        public void onTimeout(AsyncEvent asyncEvent) {
            // completion follows
        }

        @Override
        public void onError(AsyncEvent asyncEvent) {
            // completion follows
        }

        @Override
        public void onStartAsync(AsyncEvent asyncEvent) {
            asyncEvent.getAsyncContext().addListener(this);
        }
    }
}
