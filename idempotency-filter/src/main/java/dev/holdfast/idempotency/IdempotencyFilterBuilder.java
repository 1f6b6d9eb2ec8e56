package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.servlet.ProblemRenderer;
import dev.holdfast.servlet.internal.config.Option;
import dev.holdfast.servlet.internal.config.Values;
import dev.holdfast.servlet.internal.listen.SafeListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Describes an {@link IdempotencyFilter}. Each option has the name it also has as an init-param, is set at most once, and
 * is checked when it is set. Not thread-safe.
 */
public final class IdempotencyFilterBuilder {
    private final IdempotencyStore store;
    private final List<IdempotencyRule> rules = new ArrayList<>();
    private final Option<String> headerName = Option.of("headerName", "Idempotency-Key");
    private final Option<KeyFormat> keyFormat = Option.of("keyFormat", KeyFormat.ANY);
    private final Option<Integer> keyMinLength = Option.of("keyMinLength", 1);
    private final Option<Boolean> refuseExpiredKeys = Option.of("refuseExpiredKeys", false);
    private final Option<String> namespace = Option.of("namespace", "");
    private final Option<CallerResolver> callerResolver = Option.of("callerResolver", CallerResolver.principal());
    private final Option<String> anonymousCaller = Option.required("anonymousCaller");
    private final Option<List<String>> fingerprintHeaders =
            Option.of("fingerprintHeaders", List.of("If-Match", "If-None-Match"));
    private final Option<FingerprintStrategy> fingerprintStrategy =
            Option.of("fingerprintStrategy", FingerprintStrategy.exact());
    private final Option<Integer> bodyMemory = Option.of("bodyMemory", 64 << 10);
    private final Option<Integer> maximumResponse = Option.of("maximumResponse", 1 << 20);
    private final Option<Boolean> replaySetCookie = Option.of("replaySetCookie", false);
    private final Option<Duration> lease = Option.of("lease", Duration.ofSeconds(30));
    private final Option<Duration> retention = Option.of("retention", Duration.ofHours(24));
    private final Option<Duration> retryAfter = Option.of("retryAfter", Duration.ofSeconds(1));
    private final Option<Long> callerQuota = Option.of("callerQuota", Claim.NO_QUOTA);
    private final Option<Integer> maximumWaiters = Option.of("maximumWaiters", 1000);
    private final Option<Duration> purgeInterval = Option.of("purgeInterval", Duration.ofMinutes(10));
    private final Option<ResponseCodec> responseCodec = Option.of("responseCodec", ResponseCodec.plain());
    private final Option<OutcomeReconciler> outcomeReconciler =
            Option.of("outcomeReconciler", request -> OutcomeReconciler.Reconciliation.stillUnknown());
    private final Option<IdempotencyListener> listener = Option.of("listener", IdempotencyListener.NONE);
    private final Option<ProblemRenderer> problemRenderer = Option.of("problemRenderer", ProblemRenderer.json());
    private final Option<URI> problemBase = Option.of("problemBase", URI.create("https://holdfast.dev/problems/"));
    private Clock clock = Clock.systemUTC();

    IdempotencyFilterBuilder(IdempotencyStore store) {
        this.store = store;
    }

    /**
     * Adds a rule; of several that fit a request, the first decides. At least one is needed.
     *
     * @param description says what the rule speaks of: {@code rule -> rule.methods("POST").path("/v1/**").required()}
     */
    public IdempotencyFilterBuilder rule(UnaryOperator<RuleBuilder> description) {
        rules.add(description.apply(new RuleBuilder()).build());
        return this;
    }

    /**
     * Adds rules as text, one on each line or between semicolons:
     * {@code methods=POST,PUT path=/v1/** requirement=required}. The names are those of {@link RuleBuilder}.
     *
     * @throws IllegalArgumentException if a word of it is not understood, naming it
     */
    public IdempotencyFilterBuilder rules(String text) {
        text.lines()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .filter(rule -> !rule.isBlank())
                .map(RuleBuilder::parse)
                .forEach(rules::add);
        return this;
    }

    /** The field that holds the key; {@code Idempotency-Key} by default. A token (RFC 9110 section 5.6.2). */
    public IdempotencyFilterBuilder headerName(String name) {
        headerName.set(name, Values.isToken(name), "a field name");
        return this;
    }

    /** Which keys are accepted; all by default. */
    public IdempotencyFilterBuilder keyFormat(KeyFormat format) {
        keyFormat.set(format);
        return this;
    }

    /** How many characters a key has at least, 1 to 255; 1 by default. Short keys are easily used twice by mistake. */
    public IdempotencyFilterBuilder keyMinLength(int characters) {
        keyMinLength.set(characters, characters >= 1 && characters <= KeyParser.LONGEST, "from 1 to 255");
        return this;
    }

    /**
     * Whether a key that carries its time (UUIDv7, ULID) and is older than the retention is refused with 410 where it
     * would run; {@code false} by default. Its record may have expired, and the request have run before.
     */
    public IdempotencyFilterBuilder refuseExpiredKeys(boolean refuse) {
        refuseExpiredKeys.set(refuse);
        return this;
    }

    /** What sets this application's records apart from others' in the same store; empty by default. */
    public IdempotencyFilterBuilder namespace(String name) {
        namespace.set(name);
        return this;
    }

    /** What tells one caller from another; the authenticated user's name by default. */
    public IdempotencyFilterBuilder callerResolver(CallerResolver resolver) {
        callerResolver.set(resolver);
        return this;
    }

    /**
     * The name of one scope that all unauthenticated callers share. Without it they are refused: in a shared scope, who
     * guesses another's key sees the response to it.
     */
    public IdempotencyFilterBuilder anonymousCaller(String name) {
        anonymousCaller.set(name, !name.isBlank(), "a name");
        return this;
    }

    /** The header fields that belong to what a request asks for; {@code If-Match} and {@code If-None-Match} by default. */
    public IdempotencyFilterBuilder fingerprintHeaders(String... names) {
        List<String> list = List.of(names);
        fingerprintHeaders.set(list, list.stream().allMatch(Values::isToken), "field names");
        return this;
    }

    /** What decides whether two bodies ask for the same; {@link FingerprintStrategy#exact()} by default. */
    public IdempotencyFilterBuilder fingerprintStrategy(FingerprintStrategy strategy) {
        fingerprintStrategy.set(strategy);
        return this;
    }

    /**
     * How many bytes of a request's body are held in memory, 1 KiB to 64 MiB; 64 KiB by default. Of a larger body the rest
     * is digested as the handler reads it. A change makes retries of uploads larger than either value look like other
     * requests, as long as records from before it live.
     */
    public IdempotencyFilterBuilder bodyMemory(int bytes) {
        bodyMemory.set(bytes, bytes >= 1 << 10 && bytes <= 64 << 20, "from 1 KiB to 64 MiB");
        return this;
    }

    /**
     * How many bytes of a response's body are held back and recorded, 0 to 64 MiB; 1 MiB by default. A larger one streams
     * to its client, and a retry of it is refused as not replayable.
     */
    public IdempotencyFilterBuilder maximumResponse(int bytes) {
        maximumResponse.set(bytes, bytes >= 0 && bytes <= 64 << 20, "from 0 to 64 MiB");
        return this;
    }

    /** Whether {@code Set-Cookie} is recorded and replayed; {@code false} by default: a session is not an outcome. */
    public IdempotencyFilterBuilder replaySetCookie(boolean replay) {
        replaySetCookie.set(replay);
        return this;
    }

    /**
     * How long a worker may be silent before its attempt counts as lapsed, 1 s to 1 h, by the store's clock; 30 s by
     * default. It is renewed at a third of that while the handler works, however long that takes, and for four leases more if
     * the container has ended an asynchronous request whose work may still go on.
     */
    public IdempotencyFilterBuilder lease(Duration duration) {
        boolean within = duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofHours(1)) <= 0;
        lease.set(duration, within, "from 1 s to 1 h");
        return this;
    }

    /** How long a record is kept, at least the lease and at most 366 days; 24 h by default. */
    public IdempotencyFilterBuilder retention(Duration duration) {
        boolean within =
                duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofDays(366)) <= 0;
        retention.set(duration, within, "from 1 s to 366 days");
        return this;
    }

    /** What {@code Retry-After} says where nothing better is known, 1 s to 1 h; 1 s by default. */
    public IdempotencyFilterBuilder retryAfter(Duration duration) {
        boolean within = duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofHours(1)) <= 0;
        retryAfter.set(duration, within, "from 1 s to 1 h");
        return this;
    }

    /** How many live records one caller may have; any number by default. */
    public IdempotencyFilterBuilder callerQuota(long records) {
        callerQuota.set(records, records >= 1, "positive");
        return this;
    }

    /** How many duplicates may wait at once, 0 to 1,000,000; 1000 by default. Those beyond are rejected. */
    public IdempotencyFilterBuilder maximumWaiters(int requests) {
        maximumWaiters.set(requests, requests >= 0 && requests <= 1_000_000, "from 0 to 1000000");
        return this;
    }

    /** How often expired records are removed, 1 s to 1 day; 10 minutes by default. */
    public IdempotencyFilterBuilder purgeInterval(Duration interval) {
        boolean within = interval.compareTo(Duration.ofSeconds(1)) >= 0 && interval.compareTo(Duration.ofDays(1)) <= 0;
        purgeInterval.set(interval, within, "from 1 s to 1 day");
        return this;
    }

    /** What turns outcomes into the bytes the store keeps; as they are by default. */
    public IdempotencyFilterBuilder responseCodec(ResponseCodec codec) {
        responseCodec.set(codec);
        return this;
    }

    /** What finds out how an operation ended whose worker fell silent; by default nobody does. */
    public IdempotencyFilterBuilder outcomeReconciler(OutcomeReconciler reconciler) {
        outcomeReconciler.set(reconciler);
        return this;
    }

    /** What is told of everything the filter does; nobody by default. */
    public IdempotencyFilterBuilder listener(IdempotencyListener value) {
        listener.set(value);
        return this;
    }

    /** What turns refusals into responses; {@link ProblemRenderer#json()} by default. */
    public IdempotencyFilterBuilder problemRenderer(ProblemRenderer renderer) {
        problemRenderer.set(renderer);
        return this;
    }

    /** Where the pages of the problem types are, an absolute URI whose path ends in a slash, without a query. */
    public IdempotencyFilterBuilder problemBase(URI base) {
        // an opaque URI has no path, and nothing can be resolved against it
        boolean isFolder = base.isAbsolute()
                && base.getRawPath() != null
                && base.toString().endsWith("/");
        boolean isPathOnly = base.getRawQuery() == null && base.getRawFragment() == null;
        problemBase.set(base, isFolder && isPathOnly, "absolute and end in a slash, without a query");
        return this;
    }

    IdempotencyFilterBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /**
     * Makes the filter.
     *
     * @throws IllegalArgumentException if there is no rule, or a rule demands more than the store promises, or the lease
     *     is longer than the retention, or keys of that format cannot have that length
     */
    public IdempotencyFilter build() {
        return new IdempotencyFilter(settings());
    }

    Settings settings() {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("rules is empty: the filter would protect nothing");
        }
        rules.forEach(this::checkGuarantee);
        if (lease.get().compareTo(retention.get()) > 0) {
            throw new IllegalArgumentException(
                    "lease is " + lease.get() + ": it must be at most the retention, " + retention.get());
        }
        if (keyFormat.get() == KeyFormat.UUID && keyMinLength.get() > KeyFormat.UUID_LENGTH) {
            throw new IllegalArgumentException("keyMinLength is " + keyMinLength.get()
                    + ": with keyFormat uuid it must be at most " + KeyFormat.UUID_LENGTH);
        }
        return new Settings(
                store,
                List.copyOf(rules),
                headerName.get(),
                keyFormat.get(),
                keyMinLength.get(),
                refuseExpiredKeys.get(),
                new RecordNames(namespace.get()),
                callerResolver.get(),
                anonymousCaller.isSet() ? anonymousCaller.get() : null,
                fingerprintHeaders.get(),
                fingerprintStrategy.get(),
                bodyMemory.get(),
                maximumResponse.get(),
                replaySetCookie.get(),
                lease.get(),
                retention.get(),
                retryAfter.get(),
                callerQuota.get(),
                maximumWaiters.get(),
                purgeInterval.get(),
                responseCodec.get(),
                outcomeReconciler.get(),
                new SafeListener<>(IdempotencyListener.class, listener.get()),
                problemRenderer.get(),
                problemBase.get(),
                clock);
    }

    private void checkGuarantee(IdempotencyRule rule) {
        Guarantee given = rule.given(store.guarantee());
        if (!given.gives(rule.guarantee())) {
            throw new IllegalArgumentException("The rule " + rule + " demands the guarantee " + rule.guarantee()
                    + ", and the store " + store.getClass().getSimpleName() + " gives " + given
                    + (given == store.guarantee() ? "" : " without a request transaction"));
        }
    }
}
