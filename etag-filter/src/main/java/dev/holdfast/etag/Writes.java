package dev.holdfast.etag;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes under rules that act: the check and the write are under one guard. Thread-safe. */
final class Writes {
    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);

    private final ETagSettings settings;
    private final PreconditionRefusals refusals;

    Writes(ETagSettings settings, PreconditionRefusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    void handle(ConditionalRequest request, FilterChain chain) throws IOException, ServletException {
        WriteGuards.Guard guard;
        try {
            guard = settings.guards().enter(request.resource().guardName(), settings.guardLimit());
        } catch (GuardTimeoutException e) {
            log.debug("{} waited in vain", request.event(), e);
            refusals.of(PreconditionProblem.GUARD_UNAVAILABLE, request).send();
            return;
        }
        GuardedWrite exchange = null;
        Optional<PreconditionRefusals.Refusal> refusal;
        try {
            refusal = obstacle(request);
            if (refusal.isEmpty()) {
                exchange = new GuardedWrite(request, settings, refusals, guard);
            }
        } finally {
            if (exchange == null) {
                guard.close();
            }
        }
        if (exchange == null) {
            // no longer under the guard: a client that is slow to send what nobody will read is no reason for others to
            // wait
            refusal.orElseThrow().send();
        } else {
            settings.listener().tell(l -> l.passed(request.event()));
            exchange.run(chain, request.attribute());
        }
    }

    /** What the request is refused with; empty if the application is about to write. */
    private Optional<PreconditionRefusals.Refusal> obstacle(ConditionalRequest request) {
        try {
            ResourceVersion current = WriteDecision.dependsOnVersion(request) ? current(request) : null;
            Optional<PreconditionProblem> problem = WriteDecision.dependsOnVersion(request)
                    ? WriteDecision.obstacle(request.rule(), request.method(), request.conditions(), current)
                    : Optional.empty();
            if (problem.isPresent()) {
                return Optional.of(
                        problem.get() == PreconditionProblem.PRECONDITION_FAILED
                                ? refusals.failed(request, current, request.response())
                                : refusals.of(problem.get(), request));
            }
            if (current != null) {
                request.request().setAttribute(ETagAttributes.EXPECTED_VERSION, current);
            }
            settings.sources().changing(request.rule().versions(), request.resource());
            return Optional.empty();
        } catch (IOException | ServletException | RuntimeException e) {
            log.warn("The source of versions failed, and {} is refused", request.event(), e);
            settings.listener().tell(l -> l.sourceFailed(request.event(), e));
            return Optional.of(refusals.of(PreconditionProblem.VERSION_UNAVAILABLE, request));
        }
    }

    private static @Nullable ResourceVersion current(ConditionalRequest request) throws IOException, ServletException {
        return request.rule().versions().currentUnderGuard(request.resource()).orElse(null);
    }
}
