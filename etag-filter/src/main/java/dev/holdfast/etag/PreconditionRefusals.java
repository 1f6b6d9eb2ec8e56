package dev.holdfast.etag;

import dev.holdfast.servlet.Problem;
import dev.holdfast.servlet.internal.body.UnreadBody;
import dev.holdfast.servlet.internal.json.JsonText;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says no: the one place where problems are put into words. Thread-safe. */
final class PreconditionRefusals {
    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);
    private static final int UNREAD = 64 << 10;
    /** RFC 9110 section 13.2.1: what beats a precondition. */
    private static final Set<Integer> BEATS_PRECONDITIONS = Set.of(401, 403, 404, 410);

    private final ETagSettings settings;

    PreconditionRefusals(ETagSettings settings) {
        this.settings = settings;
    }

    /** A refusal that is decided, and is still to be sent. */
    @FunctionalInterface
    interface Refusal {
        /** Sends it, and says so to the listener. */
        void send() throws IOException;
    }

    Refusal of(PreconditionProblem problem, ConditionalRequest request) {
        return () -> refuse(problem, detail(problem), request.event(), request.request(), request.response());
    }

    void malformed(
            MalformedConditionException failure,
            PreconditionEvent event,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String detail = String.valueOf(failure.getMessage());
        refuse(PreconditionProblem.CONDITION_MALFORMED, detail, event, request, response);
    }

    private void refuse(
            PreconditionProblem problem,
            String detail,
            PreconditionEvent event,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        tell(problem, event);
        render(problem.describe(settings.problemBase(), detail, settings.retryAfter()), request, response);
    }

    /**
     * 412, with what there is now: its tag, and its representation if the application shows it to this client as JSON. If the
     * application does not show the resource to this client at all, it gets that answer, and no tag.
     *
     * @param current null if there is no such resource
     * @param response the response, as far as anything was taken back of it
     */
    Refusal failed(ConditionalRequest request, @Nullable ResourceVersion current, HttpServletResponse response) {
        Problem problem = PreconditionProblem.PRECONDITION_FAILED.describe(
                settings.problemBase(), detail(PreconditionProblem.PRECONDITION_FAILED), settings.retryAfter());
        if (current != null) {
            problem = problem.with("latestEtag", JsonText.quoted(current.tag().toString()));
            Optional<Representation> latest = latest(request.resource());
            if (latest.filter(seen -> BEATS_PRECONDITIONS.contains(seen.status()))
                    .isPresent()) {
                log.debug("{}: not for this client", request.event());
                Representation seen = latest.get();
                return () -> relay(seen, request.request(), response);
            }
            Optional<String> json = latest.filter(Representation::exists)
                    .flatMap(Representation::json)
                    .filter(JsonText::isValid);
            if (json.isPresent() && request.rule().latest() && !ETagRule.isRead(request.method())) {
                problem = problem.with("latest", json.get());
            }
        }
        Problem told = problem;
        return () -> {
            if (current != null) {
                response.setHeader("ETag", current.tag().toString());
            }
            tell(PreconditionProblem.PRECONDITION_FAILED, request.event());
            render(told, request.request(), response);
        };
    }

    private Optional<Representation> latest(RequestedResource resource) {
        try {
            return resource.representation();
        } catch (IOException | ServletException | RuntimeException e) {
            log.debug("The latest representation could not be had", e);
            return Optional.empty();
        }
    }

    private static void relay(Representation seen, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        UnreadBody.settle(request, response, UNREAD);
        response.setStatus(seen.status());
        seen.header("Content-Type").ifPresent(response::setContentType);
        seen.header("WWW-Authenticate").ifPresent(value -> response.setHeader("WWW-Authenticate", value));
        byte[] body = seen.body();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private void tell(PreconditionProblem problem, PreconditionEvent event) {
        log.debug("Refused {}: {}", event, problem);
        settings.listener().tell(l -> l.refused(event, problem));
    }

    private void render(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        UnreadBody.settle(request, response, UNREAD);
        settings.problemRenderer().render(problem, request, response);
    }

    private static String detail(PreconditionProblem problem) {
        return switch (problem) {
            case CONDITION_MALFORMED -> "Send entity tags in quotes, as the field ETag had them, or *.";
            case PRECONDITION_FAILED ->
                "Somebody changed it, made it or removed it since you read it. Read it again, merge, and send your"
                        + " change with the new tag.";
            case PRECONDITION_REQUIRED ->
                "Read the resource, and send the tag from its field ETag in If-Match, so that nobody's change is lost."
                        + " To create it, send If-None-Match: *.";
            case GUARD_UNAVAILABLE, VERSION_UNAVAILABLE ->
                "The request was not carried out. Send it again, a little later.";
        };
    }
}
