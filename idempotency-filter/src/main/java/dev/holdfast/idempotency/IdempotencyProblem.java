package dev.holdfast.idempotency;

import dev.holdfast.servlet.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Every way in which the filter refuses a request. Names and statuses are API: clients go by them. */
public enum IdempotencyProblem {
    /** The rule requires a key and there is none. */
    KEY_MISSING(400, "An idempotency key is required", false),
    /** The key field is not one key. */
    KEY_MALFORMED(400, "The idempotency key is malformed", false),
    /** There is a key, and nobody it could belong to. */
    CALLER_UNKNOWN(403, "An idempotency key needs an authenticated caller", false),
    /** The caller used the key for another request. */
    KEY_REUSED(422, "The idempotency key was used for another request", false),
    /** The first request with this key has not ended. */
    REQUEST_IN_FLIGHT(409, "The first request with this idempotency key is in flight", true),
    /** The first request with this key ended, while this one waited, without an outcome that is kept. */
    FIRST_ATTEMPT_FAILED(409, "The first request with this idempotency key failed", true),
    /** The worker of the first request fell silent; nobody knows whether it took effect. */
    OUTCOME_UNKNOWN(409, "The outcome of the first request with this idempotency key is unknown", true),
    /** The first request took effect, and its response cannot be given again. */
    RESPONSE_NOT_REPLAYABLE(409, "The first response to this idempotency key cannot be given again", false),
    /** The worker of this request was silent too long, and another attempt took its place. */
    ATTEMPT_OVERTAKEN(409, "Another attempt at this request took its place", true),
    /** The key says it is older than records are kept. */
    KEY_EXPIRED(410, "The idempotency key has expired", false),
    /** The caller has as many live keys as it may. */
    QUOTA_EXCEEDED(429, "Too many idempotency keys in use", true),
    /** The store has no room for another key. */
    STORE_FULL(503, "No room for another idempotency key", true),
    /** The store does not answer; the request was not carried out. */
    STORE_UNAVAILABLE(503, "Idempotency keys cannot be checked", true),
    /** The request was carried out, but its outcome could not be recorded yet. */
    OUTCOME_NOT_SAVED(503, "The outcome of the request could not be recorded", true),
    /** The request's transaction could not be committed: nothing took effect. */
    TRANSACTION_FAILED(503, "The transaction of the request could not be committed", true),
    /** The database fell silent while the request's transaction was committed. */
    COMMIT_UNKNOWN(503, "Whether the request took effect is not known yet", true),
    /** The response is too large to be held until the request's transaction commits: nothing took effect. */
    RESPONSE_TOO_LARGE(500, "The response is too large for the transaction of the request", false);

    private final int status;
    private final String title;
    private final boolean retryable;

    IdempotencyProblem(int status, String title, boolean retryable) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the same request with the same key, sent again, may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** The last segment of the problem's type, such as {@code key-missing}; its page in the documentation has that name. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Problem describe(URI base, String detail, Duration retryAfter) {
        Problem problem = Problem.of(base.resolve(slug()), status, title, detail);
        return retryable ? problem.retryableAfter(retryAfter) : problem;
    }
}
