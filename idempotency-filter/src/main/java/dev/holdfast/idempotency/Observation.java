package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request under a rule in {@link Mode#OBSERVE}: it runs whatever the store says, with the container's own response.
 * What it would have met is told to the listener. One request.
 */
final class Observation {
    private static final Logger log = LoggerFactory.getLogger(Observation.class);

    private final Engine engine;
    private final Settings settings;
    private final IdempotencyRule rule;
    private final IdempotencyEvent event;
    private final Claim claim;
    private final RequestContent content;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Observation(
            Engine engine,
            IdempotencyRule rule,
            Identified identified,
            RequestContent content,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.engine = engine;
        this.settings = engine.settings();
        this.rule = rule;
        this.event = identified.event();
        this.content = content;
        this.request = request;
        this.response = response;
        this.claim = new Claimant(settings, identified.names(), content.fingerprint()).claim(rule.onLapse());
    }

    static void wouldRefuse(Settings settings, IdempotencyEvent event, IdempotencyProblem problem) {
        log.info("Would refuse {}: {}", event, problem);
        settings.listener().tell(l -> l.wouldRefuse(event, problem));
    }

    void handle(FilterChain chain) throws IOException, ServletException {
        Decision decision = decide();
        ReplayedRequest replayed = new ReplayedRequest(request, content.source());
        if (!(decision instanceof Decision.Run run)) {
            replayed.dispatch(chain, response);
            return;
        }
        Ownership owner = new Ownership(claim.id(), run.token(), event);
        LeaseKeeper.Held lease = engine.leases().hold(owner);
        boolean returned = false;
        try {
            replayed.dispatch(chain, response);
            returned = true;
        } finally {
            if (!returned) {
                end(owner, lease, false);
            }
        }
        if (!endsLater(owner, lease)) {
            end(owner, lease, true);
        }
    }

    private boolean endsLater(Ownership owner, LeaseKeeper.Held lease) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtCompletion(owner, lease));
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
        } catch (RuntimeException e) {
            engine.lostClaims().keep(claim);
            settings.listener().tell(l -> l.storeFailed(event, e));
            wouldRefuse(settings, event, IdempotencyProblem.STORE_UNAVAILABLE);
            return new Decision.Refuse(IdempotencyProblem.STORE_UNAVAILABLE);
        }
    }

    private void end(Ownership owner, LeaseKeeper.Held lease, boolean returned) {
        try {
            if (returned && rule.keep().includes(response.getStatus())) {
                byte[] seen = Tombstone.of(response.getStatus(), Outcome.Reason.OBSERVED);
                var unused = settings.store().complete(owner.id(), owner.token(), seen, settings.retention());
            } else {
                var unused = settings.store().release(owner.id(), owner.token());
            }
        } catch (RuntimeException e) {
            settings.listener().tell(l -> l.storeFailed(event, e));
        } finally {
            engine.leases().letGo(lease);
        }
    }

    private final class AtCompletion implements AsyncListener {
        private final Ownership owner;
        private final LeaseKeeper.Held lease;

        AtCompletion(Ownership owner, LeaseKeeper.Held lease) {
            this.owner = owner;
            this.lease = lease;
        }

        @Override
        public void onComplete(AsyncEvent asyncEvent) {
            end(owner, lease, true);
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
