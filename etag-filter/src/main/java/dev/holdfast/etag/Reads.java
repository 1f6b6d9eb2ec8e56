package dev.holdfast.etag;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads under rules that act. Thread-safe. */
final class Reads {
    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);
    private static final Set<String> OF_RANGES = Set.of("range", "if-range");

    private final ETagSettings settings;
    private final PreconditionRefusals refusals;

    Reads(ETagSettings settings, PreconditionRefusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    void handle(ConditionalRequest request, FilterChain chain) throws IOException, ServletException {
        boolean get = request.method().equals("GET");
        if (request.rule().versions() instanceof RepresentationVersions && get) {
            hashed(request, null, chain);
            return;
        }
        ResourceVersion current = current(request);
        if (request.conditions().ifNoneMatch() instanceof TagCondition.Any && get) {
            // a client that shows no tag has not been shown the resource: the application says whether it may be
            hashed(request, current, chain);
            return;
        }
        if (request.conditions().ifNoneMatch() instanceof TagCondition.Any && !isShown(request)) {
            current = null; // to this client it is not there
        }
        // what is not there is the application's to say (RFC 9110 §13.2.1)
        Preconditions.Verdict verdict = current == null
                ? Preconditions.Verdict.PROCEED
                : Preconditions.evaluate(
                        request.method(),
                        request.conditions(),
                        current,
                        request.rule().comparison());
        switch (verdict) {
            case NOT_MODIFIED -> notModified(request, current);
            case FAILED -> refusals.failed(request, current, request.response()).send();
            case PROCEED ->
                new ConditionalRead(request.rule(), current, ranged(request, current), request.response())
                        .run(chain, request.attribute());
        }
    }

    private static boolean isShown(ConditionalRequest request) {
        try {
            return request.resource()
                    .representation()
                    .filter(Representation::exists)
                    .isPresent();
        } catch (IOException | ServletException | RuntimeException e) {
            log.debug("Whether {} may be told of is not known", request.event(), e);
            return false;
        }
    }

    private void hashed(ConditionalRequest request, @Nullable ResourceVersion known, FilterChain chain)
            throws IOException, ServletException {
        // the version of a part is known when it is too late to send another
        boolean whole = !request.conditions().isEmpty();
        HttpServletRequest asked = request.toHandler(whole ? OF_RANGES : Set.of());
        new HashedRead(request, asked, settings, refusals, known).run(chain, request.attribute());
    }

    private @Nullable ResourceVersion current(ConditionalRequest request) {
        try {
            return request.rule().versions().current(request.resource()).orElse(null);
        } catch (IOException | ServletException | RuntimeException e) {
            log.warn("The version of {} is not known, and its response goes without a tag", request.event(), e);
            settings.listener().tell(l -> l.sourceFailed(request.event(), e));
            return null;
        }
    }

    private static HttpServletRequest ranged(ConditionalRequest request, @Nullable ResourceVersion current) {
        boolean applies = Preconditions.rangeApplies(request.conditions(), current);
        return request.toHandler(applies ? Set.of() : OF_RANGES);
    }

    private void notModified(ConditionalRequest request, @Nullable ResourceVersion current) {
        HttpServletResponse response = request.response();
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        if (current != null) {
            ValidatorFields.version(current, response);
        }
        ValidatorFields.caching(request.rule(), response);
        settings.listener().tell(l -> l.notModified(request.event()));
    }
}
