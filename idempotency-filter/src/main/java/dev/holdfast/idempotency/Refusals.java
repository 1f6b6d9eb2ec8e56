package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.body.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says no: the one place where problems are put into words. Thread-safe. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    /** Nobody settles an unknown outcome within a second. */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(60);

    private final Settings settings;

    Refusals(Settings settings) {
        this.settings = settings;
    }

    void refuse(
            IdempotencyProblem problem,
            IdempotencyEvent event,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        refuse(problem, detail(problem), event, request, response);
    }

    void malformed(String reason, IdempotencyEvent event, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String detail = "The field " + settings.headerName() + " holds no key: " + reason + ".";
        refuse(IdempotencyProblem.KEY_MALFORMED, detail, event, request, response);
    }

    /** Answers a request of which the listener has been told already how it was decided. */
    void answer(IdempotencyProblem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        render(problem, detail(problem), request, response);
    }

    private void refuse(
            IdempotencyProblem problem,
            String detail,
            IdempotencyEvent event,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        log.debug("Refused {}: {}", event, problem);
        settings.listener().tell(l -> l.refused(event, problem));
        render(problem, detail, request, response);
    }

    private void render(
            IdempotencyProblem problem, String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Duration after = switch (problem) {
            case OUTCOME_UNKNOWN, QUOTA_EXCEEDED -> UNTIL_SETTLED;
            default -> settings.retryAfter();
        };
        UnreadBody.settle(request, response, settings.bodyMemory());
        settings.problemRenderer().render(settings.problem(problem, detail, after), request, response);
    }

    private String detail(IdempotencyProblem problem) {
        String header = settings.headerName();
        return switch (problem) {
            case KEY_MISSING ->
                "Send the field " + header
                        + " with a value that is new for each operation and the same for each of its retries.";
            case KEY_MALFORMED -> "Send one field " + header + " with 1 to 255 visible ASCII characters.";
            case CALLER_UNKNOWN -> "Keys belong to callers, and this request has none. Authenticate.";
            case KEY_REUSED ->
                "A retry must be the same request as the first: method, target, body and preconditions."
                        + " Use a new key for a new operation.";
            case REQUEST_IN_FLIGHT -> "Send the same request with the same key again, a little later.";
            case FIRST_ATTEMPT_FAILED -> "Nothing was recorded of it. Send the same request with the same key again.";
            case OUTCOME_UNKNOWN ->
                "It was cut off and may or may not have taken effect. It is not run again until that"
                        + " is settled; look at the resource before you use another key.";
            case RESPONSE_NOT_REPLAYABLE ->
                "It took effect and will not run again; its response was not kept." + " Look at the resource.";
            case ATTEMPT_OVERTAKEN ->
                "Send the same request with the same key again to get the other attempt's response.";
            case KEY_EXPIRED ->
                "The request may have run before, and its record is gone. Look at the resource, and use"
                        + " a new key for a new operation.";
            case QUOTA_EXCEEDED -> "Each key counts until it expires. Send the same request with the same key later.";
            case STORE_FULL, STORE_UNAVAILABLE ->
                "The request was not carried out. Send it with the same key again, a little later.";
            case OUTCOME_NOT_SAVED ->
                "The request was carried out. Send it with the same key again, a little later, to"
                        + " get its response if that can be kept; it will not run again.";
            case TRANSACTION_FAILED ->
                "Nothing of the request took effect. Send it with the same key again, a little later.";
            case COMMIT_UNKNOWN ->
                "Send the request with the same key again, a little later: it is answered with the first response if"
                        + " it took effect, and carried out if it did not.";
            case RESPONSE_TOO_LARGE -> "Nothing of the request took effect.";
        };
    }
}
