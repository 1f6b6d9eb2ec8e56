package dev.holdfast.etag;

import dev.holdfast.servlet.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Every way in which the filter refuses a request. Names and statuses are API: clients go by them. */
public enum PreconditionProblem {
    /** A field that should hold a precondition cannot be read. */
    CONDITION_MALFORMED(400, "The precondition is malformed", false),
    /** The resource is not, or no longer, what the request was meant for (RFC 9110 section 15.5.13). */
    PRECONDITION_FAILED(412, "The resource has changed", false),
    /** The rule requires a precondition and there is none (RFC 6585 section 3). */
    PRECONDITION_REQUIRED(428, "A precondition is required", false),
    /** Others have been writing the resource for too long; the request was not carried out. */
    GUARD_UNAVAILABLE(503, "The resource is being written by others", true),
    /** The resource's version cannot be found out; the request was not carried out. */
    VERSION_UNAVAILABLE(503, "The version of the resource cannot be checked", true);

    private final int status;
    private final String title;
    private final boolean retryable;

    PreconditionProblem(int status, String title, boolean retryable) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the same request, sent again, may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** The last segment of the problem's type, such as {@code precondition-failed}; its page in the documentation has that name. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Problem describe(URI base, String detail, Duration retryAfter) {
        Problem problem = Problem.of(base.resolve(slug()), status, title, detail);
        return retryable ? problem.retryableAfter(retryAfter) : problem;
    }
}
