package dev.holdfast.examples.expenses.measures;

import dev.holdfast.examples.expenses.measures.Conflicts.Edited;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Sees what listeners are not told: keys, and how a write went. It stands outside the filters that protect the API. */
final class ExchangeObserver extends HttpFilter {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<Integer> TO_BE_SENT_AGAIN = Set.of(408, 409, 425, 429);

    private final transient QueueAges ages;
    private final transient Conflicts conflicts;
    private final transient Clock clock;

    ExchangeObserver(QueueAges ages, Conflicts conflicts, Clock clock) {
        this.ages = ages;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Instant arrival = clock.instant();
        chain.doFilter(request, response);
        boolean write = WRITES.contains(request.getMethod());
        // A replay tells of an operation that was seen before
        if (write && response.getHeader("Idempotency-Replayed") == null) {
            sawWrite(request, response, arrival);
        } else if (!write && response.getStatus() == HttpServletResponse.SC_NOT_MODIFIED) {
            conflicts.settled(edited(request), field(request, "If-None-Match"), arrival);
        }
    }

    private void sawWrite(HttpServletRequest request, HttpServletResponse response, Instant arrival) {
        int status = response.getStatus();
        if (status < 500 && !TO_BE_SENT_AGAIN.contains(status)) {
            KeyTime.of(request.getHeader("Idempotency-Key"))
                    .ifPresent(made -> ages.add(Duration.between(made, arrival)));
        }
        if (status == HttpServletResponse.SC_PRECONDITION_FAILED) {
            String latest = Objects.toString(response.getHeader("ETag"), "");
            conflicts.refused(edited(request), field(request, "If-Match"), latest, arrival);
        } else if (status >= 200 && status < 300) {
            conflicts.settled(edited(request), field(request, "If-Match"), arrival);
        }
    }

    private static Edited edited(HttpServletRequest request) {
        // Not the URI as it was sent: one path has many spellings
        String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        return new Edited(Objects.toString(request.getRemoteUser(), ""), path);
    }

    private static String field(HttpServletRequest request, String name) {
        return Objects.toString(request.getHeader(name), "").strip();
    }
}
