package dev.holdfast.etag;

import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.ProblemRenderer;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the filter was told, checked. Immutable. See {@link ETagFilterBuilder} for what each value means. */
record ETagSettings(
        List<ETagRule> rules,
        Sources sources,
        WriteGuards guards,
        Duration guardLimit,
        int maximumResponse,
        int maximumRepresentation,
        Duration retryAfter,
        SafeListener<PreconditionListener> listener,
        ProblemRenderer problemRenderer,
        URI problemBase,
        Clock clock) {

    /** The rule that speaks of a request, which is the first that fits. */
    @Nullable
    ETagRule ruleFor(String method, String servletPath, @Nullable String pathInfo) {
        for (ETagRule rule : rules) {
            if (rule.matches(method, servletPath, pathInfo)) {
                return rule;
            }
        }
        return null;
    }

    /** One line for the start of the log. */
    String summary() {
        return "no lost update within " + guards.reach() + ", guard limit " + guardLimit + ", response up to "
                + maximumResponse + " bytes, rules "
                + rules.stream()
                        .map(rule -> rule + " " + rule.requirement() + (rule.mode() == Mode.OBSERVE ? " OBSERVE" : ""))
                        .toList();
    }
}
