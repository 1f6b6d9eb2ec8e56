package dev.holdfast.etag;

import dev.holdfast.servlet.Mode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a request under a rule. Thread-safe. */
final class ConditionalRequests {
    /** Under which dispatches find what goes on. */
    static final String ATTRIBUTE = "dev.holdfast.etag.exchange";

    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);

    private final ETagSettings settings;
    private final PreconditionRefusals refusals;

    ConditionalRequests(ETagSettings settings) {
        this.settings = settings;
        this.refusals = new PreconditionRefusals(settings);
    }

    void handle(ETagRule rule, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        PreconditionEvent event =
                new PreconditionEvent(request.getMethod(), rule.path().toString(), request);
        Conditions conditions;
        try {
            conditions = Conditions.of(request, settings.clock().instant());
        } catch (MalformedConditionException e) {
            if (rule.mode() == Mode.OBSERVE) {
                wouldRefuse(event, PreconditionProblem.CONDITION_MALFORMED);
                chain.doFilter(request, response);
            } else {
                refusals.malformed(e, event, request, response);
            }
            return;
        }
        RequestedResource resource = new RequestedResource(rule, request, response, settings.maximumRepresentation());
        if (ETagRule.isRead(request.getMethod())) {
            read(rule, conditions, event, resource, request, response, chain);
        } else if (rule.mode() == Mode.OBSERVE) {
            observe(rule, conditions, event, resource);
            chain.doFilter(request, response);
        } else {
            write(rule, conditions, event, resource, request, response, chain);
        }
    }

    // --- reads

    private void read(
            ETagRule rule,
            Conditions conditions,
            PreconditionEvent event,
            RequestedResource resource,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (rule.mode() == Mode.OBSERVE) {
            chain.doFilter(request, response);
        } else if (rule.versions() instanceof RepresentationVersions
                && event.method().equals("GET")) {
            new HashedRead(rule, settings, conditions, event, refusals, resource, null, response).run(chain, ATTRIBUTE);
        } else {
            sourced(rule, conditions, event, resource, request, response, chain);
        }
    }

    private void sourced(
            ETagRule rule,
            Conditions conditions,
            PreconditionEvent event,
            RequestedResource resource,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        ResourceVersion current;
        try {
            current = rule.versions().current(resource).orElse(null);
        } catch (IOException | ServletException | RuntimeException e) {
            log.warn("The version of {} is not known, and its response goes without a tag", event, e);
            settings.listener().tell(l -> l.sourceFailed(event, e));
            current = null;
        }
        if (conditions.ifNoneMatch() instanceof TagCondition.Any
                && event.method().equals("GET")) {
            // a client that shows no tag has not been shown the resource: the application says whether it may be
            new HashedRead(rule, settings, conditions, event, refusals, resource, current, response)
                    .run(chain, ATTRIBUTE);
            return;
        }
        // what is not there is the application's to say (RFC 9110 §13.2.1)
        Preconditions.Verdict verdict = current == null
                ? Preconditions.Verdict.PROCEED
                : Preconditions.evaluate(event.method(), conditions, current, rule.comparison());
        switch (verdict) {
            case NOT_MODIFIED -> notModified(rule, current, event, response);
            case FAILED -> refusals.failed(rule, current, resource, event, request, response);
            case PROCEED -> {
                HttpServletRequest ranged =
                        Preconditions.rangeApplies(conditions, current) ? request : new WithoutRange(request);
                new ConditionalRead(rule, current, ranged, response).run(chain, ATTRIBUTE);
            }
        }
    }

    private void notModified(
            ETagRule rule, @Nullable ResourceVersion current, PreconditionEvent event, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        if (current != null) {
            ValidatorFields.version(current, response);
        }
        ValidatorFields.caching(rule, response);
        settings.listener().tell(l -> l.notModified(event));
    }

    // --- writes

    private void write(
            ETagRule rule,
            Conditions conditions,
            PreconditionEvent event,
            RequestedResource resource,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (!Preconditions.applyTo(event.method())) {
            chain.doFilter(request, response);
            return;
        }
        WriteGuards.Guard guard;
        try {
            guard = settings.guards().enter(resource.guardName(), settings.guardLimit());
        } catch (GuardTimeoutException e) {
            log.debug("{} waited in vain", event, e);
            refusals.refuse(PreconditionProblem.GUARD_UNAVAILABLE, event, request, response);
            return;
        }
        GuardedWrite exchange = null;
        try {
            if (mayWrite(rule, conditions, event, resource, request, response)) {
                exchange = new GuardedWrite(rule, settings, event, refusals, resource, guard, response);
            }
        } finally {
            if (exchange == null) {
                guard.close();
            }
        }
        if (exchange != null) {
            settings.listener().tell(l -> l.passed(event));
            exchange.run(chain, ATTRIBUTE);
        }
    }

    /** False if the request has been refused. */
    private boolean mayWrite(
            ETagRule rule,
            Conditions conditions,
            PreconditionEvent event,
            RequestedResource resource,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        ResourceVersion current;
        try {
            current = rule.versions().currentUnderGuard(resource).orElse(null);
        } catch (IOException | RuntimeException e) {
            log.warn("The version of {} is not known, and it is refused", event, e);
            settings.listener().tell(l -> l.sourceFailed(event, e));
            refusals.refuse(PreconditionProblem.VERSION_UNAVAILABLE, event, request, response);
            return false;
        }
        Optional<PreconditionProblem> obstacle = WriteDecision.obstacle(rule, event.method(), conditions, current);
        if (obstacle.isEmpty()) {
            if (current != null) {
                request.setAttribute(ETagAttributes.EXPECTED_VERSION, current);
            }
            return announced(rule, event, resource, request, response);
        }
        if (obstacle.get() == PreconditionProblem.PRECONDITION_FAILED) {
            refusals.failed(rule, current, resource, event, request, response);
        } else {
            refusals.refuse(obstacle.get(), event, request, response);
        }
        return false;
    }

    private boolean announced(
            ETagRule rule,
            PreconditionEvent event,
            RequestedResource resource,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            rule.versions().changing(resource);
            return true;
        } catch (IOException | RuntimeException e) {
            log.warn("The source of versions cannot note {}, and it is refused", event, e);
            settings.listener().tell(l -> l.sourceFailed(event, e));
            refusals.refuse(PreconditionProblem.VERSION_UNAVAILABLE, event, request, response);
            return false;
        }
    }

    private void observe(ETagRule rule, Conditions conditions, PreconditionEvent event, RequestedResource resource) {
        if (!Preconditions.applyTo(event.method())) {
            return;
        }
        try {
            ResourceVersion current = rule.versions().current(resource).orElse(null);
            WriteDecision.obstacle(rule, event.method(), conditions, current)
                    .ifPresent(problem -> wouldRefuse(event, problem));
        } catch (IOException | ServletException | RuntimeException e) {
            settings.listener().tell(l -> l.sourceFailed(event, e));
            wouldRefuse(event, PreconditionProblem.VERSION_UNAVAILABLE);
        }
    }

    private void wouldRefuse(PreconditionEvent event, PreconditionProblem problem) {
        log.info("Would refuse {}: {}", event, problem);
        settings.listener().tell(l -> l.wouldRefuse(event, problem));
    }
}
