package dev.holdfast.etag;

import dev.holdfast.servlet.Mode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a request under a rule. Thread-safe. */
final class ConditionalRequests {
    private static final AtomicInteger FILTERS = new AtomicInteger();

    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);

    /** Under which dispatches find what goes on: there may be several filters. */
    private final String attribute = "dev.holdfast.etag.exchange." + FILTERS.incrementAndGet();

    private final ETagSettings settings;
    private final PreconditionRefusals refusals;
    private final Reads reads;
    private final Writes writes;

    ConditionalRequests(ETagSettings settings) {
        this.settings = settings;
        this.refusals = new PreconditionRefusals(settings);
        this.reads = new Reads(settings, refusals);
        this.writes = new Writes(settings, refusals);
    }

    String attribute() {
        return attribute;
    }

    void handle(ETagRule rule, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        PreconditionEvent event =
                new PreconditionEvent(request.getMethod(), rule.path().toString(), request);
        if (!Preconditions.applyTo(event.method())) {
            chain.doFilter(request, response);
            return;
        }
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
        handle(new ConditionalRequest(rule, conditions, event, resource, request, response, attribute), chain);
    }

    private void handle(ConditionalRequest request, FilterChain chain) throws IOException, ServletException {
        boolean read = ETagRule.isRead(request.method());
        if (request.rule().mode() == Mode.ENFORCE) {
            if (read) {
                reads.handle(request, chain);
            } else {
                writes.handle(request, chain);
            }
            return;
        }
        if (read) {
            chain.doFilter(request.request(), request.response());
            return;
        }
        observe(request);
        ObservedWrite write = new ObservedWrite(request, settings.sources());
        write.begin();
        write.run(chain, attribute);
    }

    private void observe(ConditionalRequest request) {
        PreconditionEvent event = request.event();
        try {
            if (!WriteDecision.dependsOnVersion(request)) {
                return;
            }
            ResourceVersion current =
                    request.rule().versions().current(request.resource()).orElse(null);
            WriteDecision.obstacle(request.rule(), request.method(), request.conditions(), current)
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
