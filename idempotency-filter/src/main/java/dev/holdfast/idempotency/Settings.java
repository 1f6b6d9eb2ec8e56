package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.Problem;
import dev.holdfast.servlet.ProblemRenderer;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything the filter was told, checked. Immutable. See {@link IdempotencyFilterBuilder} for what each value means. */
record Settings(
        IdempotencyStore store,
        List<IdempotencyRule> rules,
        String headerName,
        KeyFormat keyFormat,
        int keyMinLength,
        boolean refuseExpiredKeys,
        RecordNames names,
        CallerResolver callerResolver,
        @Nullable String anonymousCaller,
        List<String> fingerprintHeaders,
        FingerprintStrategy fingerprintStrategy,
        int bodyMemory,
        int maximumResponse,
        boolean replaySetCookie,
        Duration lease,
        Duration retention,
        Duration retryAfter,
        long callerQuota,
        int maximumWaiters,
        Duration purgeInterval,
        ResponseCodec responseCodec,
        OutcomeReconciler outcomeReconciler,
        SafeListener<IdempotencyListener> listener,
        ProblemRenderer problemRenderer,
        URI problemBase,
        Clock clock) {

    /** The rule that speaks of a request, which is the first that fits. */
    @Nullable
    IdempotencyRule ruleFor(String method, String servletPath, @Nullable String pathInfo) {
        for (IdempotencyRule rule : rules) {
            if (rule.matches(method, servletPath, pathInfo)) {
                return rule;
            }
        }
        return null;
    }

    Optional<Caller> anonymous() {
        return Optional.ofNullable(anonymousCaller).map(name -> new Caller(Caller.Kind.ANONYMOUS, name));
    }

    Problem problem(IdempotencyProblem problem, String detail, Duration after) {
        return problem.describe(problemBase, detail, after);
    }

    Problem problem(IdempotencyProblem problem, String detail) {
        return problem(problem, detail, retryAfter);
    }

    /** One line for the start of the log. */
    String summary() {
        Guarantee guarantee = store.guarantee();
        return "guarantee " + guarantee + ", lease " + lease + ", retention " + retention + ", response up to "
                + maximumResponse + " bytes, quota " + (callerQuota == Claim.NO_QUOTA ? "none" : callerQuota)
                + ", rules "
                + rules.stream()
                        .map(rule -> rule + " " + rule.requirement() + (rule.mode() == Mode.OBSERVE ? " OBSERVE" : "")
                                + (rule.given(guarantee) == guarantee ? "" : " " + rule.given(guarantee)))
                        .toList();
    }
}
