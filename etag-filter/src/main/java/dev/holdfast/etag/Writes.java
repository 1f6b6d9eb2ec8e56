package dev.holdfast.etag;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
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
            refusals.refuse(PreconditionProblem.GUARD_UNAVAILABLE, request);
            return;
        }
        GuardedWrite exchange = null;
        try {
            if (mayWrite(request)) {
                exchange = new GuardedWrite(request, settings, refusals, guard);
            }
        } finally {
            if (exchange == null) {
                guard.close();
            }
        }
        if (exchange != null) {
            settings.listener().tell(l -> l.passed(request.event()));
            exchange.run(chain, ConditionalRequests.ATTRIBUTE);
        }
    }

    /** False if the request has been refused. */
    private boolean mayWrite(ConditionalRequest request) throws IOException {
        ResourceVersion current;
        try {
            current = request.rule()
                    .versions()
                    .currentUnderGuard(request.resource())
                    .orElse(null);
        } catch (IOException | ServletException | RuntimeException e) {
            return unavailable(request, e);
        }
        Optional<PreconditionProblem> obstacle =
                WriteDecision.obstacle(request.rule(), request.method(), request.conditions(), current);
        if (obstacle.isPresent()) {
            if (obstacle.get() == PreconditionProblem.PRECONDITION_FAILED) {
                refusals.failed(request, current, request.response());
            } else {
                refusals.refuse(obstacle.get(), request);
            }
            return false;
        }
        if (current != null) {
            request.request().setAttribute(ETagAttributes.EXPECTED_VERSION, current);
        }
        try {
            request.rule().versions().changing(request.resource());
            return true;
        } catch (IOException | RuntimeException e) {
            return unavailable(request, e);
        }
    }

    private boolean unavailable(ConditionalRequest request, Exception failure) throws IOException {
        log.warn("The source of versions failed, and {} is refused", request.event(), failure);
        settings.listener().tell(l -> l.sourceFailed(request.event(), failure));
        refusals.refuse(PreconditionProblem.VERSION_UNAVAILABLE, request);
        return false;
    }
}
