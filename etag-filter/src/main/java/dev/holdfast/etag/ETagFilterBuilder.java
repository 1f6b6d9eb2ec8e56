package dev.holdfast.etag;

import dev.holdfast.servlet.ProblemRenderer;
import dev.holdfast.servlet.internal.config.Option;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Describes an {@link ETagFilter}. Each option is set at most once, and is checked when it is set. Not thread-safe.
 */
public final class ETagFilterBuilder {
    private final List<ETagRule> rules = new ArrayList<>();
    private final Option<WriteGuards> guards = Option.of("guards", WriteGuards.inProcess());
    private final Option<Duration> guardLimit = Option.of("guardLimit", Duration.ofSeconds(5));
    private final Option<Integer> maximumResponse = Option.of("maximumResponse", 1 << 20);
    private final Option<Integer> maximumRepresentation = Option.of("maximumRepresentation", 1 << 20);
    private final Option<Duration> retryAfter = Option.of("retryAfter", Duration.ofSeconds(1));
    private final Option<PreconditionListener> listener = Option.of("listener", PreconditionListener.NONE);
    private final Option<ProblemRenderer> problemRenderer = Option.of("problemRenderer", ProblemRenderer.json());
    private final Option<URI> problemBase = Option.of("problemBase", URI.create("https://holdfast.dev/problems/"));
    private Clock clock = Clock.systemUTC();

    ETagFilterBuilder() {}

    /**
     * Adds a rule; of several that fit a request, the first decides. At least one is needed.
     *
     * @param description says what the rule speaks of: {@code rule -> rule.path("/v1/expenses/{id}").required()}
     */
    public ETagFilterBuilder rule(UnaryOperator<ETagRuleBuilder> description) {
        rules.add(description.apply(new ETagRuleBuilder()).build());
        return this;
    }

    /**
     * Adds rules as text, one on each line or between semicolons: {@code path=/v1/expenses/{id} requirement=required}. The
     * names are those of {@link ETagRuleBuilder}.
     *
     * @param source where their versions are known
     * @throws IllegalArgumentException if a word of it is not understood, naming it
     */
    public ETagFilterBuilder rules(String text, ResourceVersions source) {
        text.lines()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .filter(rule -> !rule.isBlank())
                .map(rule -> ETagRuleBuilder.parse(rule, source))
                .forEach(rules::add);
        return this;
    }

    /** What keeps two writers of a resource apart; {@link WriteGuards#inProcess()} by default. */
    public ETagFilterBuilder guards(WriteGuards value) {
        guards.set(value);
        return this;
    }

    /** How long a write waits for others of the same resource, 1 ms to 1 min; 5 s by default. */
    public ETagFilterBuilder guardLimit(Duration limit) {
        boolean within = limit.compareTo(Duration.ofMillis(1)) >= 0 && limit.compareTo(Duration.ofMinutes(1)) <= 0;
        guardLimit.set(limit, within, "from 1 ms to 1 min");
        return this;
    }

    /**
     * How many bytes of a response are held back, 0 to 64 MiB; 1 MiB by default: of a read whose content tells its tag, and of
     * a write. A larger one streams to its client without a tag.
     */
    public ETagFilterBuilder maximumResponse(int bytes) {
        maximumResponse.set(bytes, bytes >= 0 && bytes <= 64 << 20, "from 0 to 64 MiB");
        return this;
    }

    /**
     * How many bytes a representation may have that the filter asks the application for, 1 KiB to 64 MiB; 1 MiB by
     * default. A larger one does not stand in a 412, and if it is what tells the version, its resource cannot be
     * written with a precondition.
     */
    public ETagFilterBuilder maximumRepresentation(int bytes) {
        maximumRepresentation.set(bytes, bytes >= 1 << 10 && bytes <= 64 << 20, "from 1 KiB to 64 MiB");
        return this;
    }

    /** When a client should come back that was refused only for now, 1 s to 1 h; 1 s by default. */
    public ETagFilterBuilder retryAfter(Duration delay) {
        boolean within = delay.compareTo(Duration.ofSeconds(1)) >= 0 && delay.compareTo(Duration.ofHours(1)) <= 0;
        retryAfter.set(delay, within, "from 1 s to 1 h");
        return this;
    }

    /** Who is told what becomes of requests; nobody by default. */
    public ETagFilterBuilder listener(PreconditionListener value) {
        listener.set(value);
        return this;
    }

    /** What turns refusals into responses; {@link ProblemRenderer#json()} by default. */
    public ETagFilterBuilder problemRenderer(ProblemRenderer renderer) {
        problemRenderer.set(renderer);
        return this;
    }

    /** Where the types of problems begin; it ends with a slash. */
    public ETagFilterBuilder problemBase(URI base) {
        problemBase.set(base, base.toString().endsWith("/"), "a URI that ends with /");
        return this;
    }

    /** For tests. */
    ETagFilterBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /**
     * The filter.
     *
     * @throws IllegalStateException if there is no rule
     */
    public ETagFilter build() {
        return new ETagFilter(settings());
    }

    ETagSettings settings() {
        if (rules.isEmpty()) {
            throw new IllegalStateException("The filter has no rules, and would do nothing");
        }
        return new ETagSettings(
                List.copyOf(rules),
                Sources.of(rules),
                guards.get(),
                guardLimit.get(),
                maximumResponse.get(),
                maximumRepresentation.get(),
                retryAfter.get(),
                new SafeListener<>(PreconditionListener.class, listener.get()),
                problemRenderer.get(),
                problemBase.get(),
                clock);
    }
}
