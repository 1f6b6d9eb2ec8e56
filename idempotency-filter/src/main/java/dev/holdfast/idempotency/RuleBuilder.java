package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.internal.config.Option;
import dev.holdfast.servlet.internal.config.Values;
import dev.holdfast.servlet.internal.route.PathPattern;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Describes one rule. Not thread-safe. */
public final class RuleBuilder {
    /** Those that IANA's registry of methods calls safe (RFC 9110 section 16.1.1), and CONNECT, which no servlet sees. */
    private static final Set<String> NEVER =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "QUERY", "REPORT", "SEARCH");

    /** The others of that registry. Whatever is not in it is a typing error or a wildcard, and would protect nothing. */
    private static final Set<String> UNSAFE = Set.of(
            "ACL",
            "BASELINE-CONTROL",
            "BIND",
            "CHECKIN",
            "CHECKOUT",
            "COPY",
            "DELETE",
            "LABEL",
            "LINK",
            "LOCK",
            "MERGE",
            "MKACTIVITY",
            "MKCALENDAR",
            "MKCOL",
            "MKREDIRECTREF",
            "MKWORKSPACE",
            "MOVE",
            "ORDERPATCH",
            "PATCH",
            "POST",
            "PROPPATCH",
            "PUT",
            "REBIND",
            "UNBIND",
            "UNCHECKOUT",
            "UNLINK",
            "UNLOCK",
            "UPDATE",
            "UPDATEREDIRECTREF",
            "VERSION-CONTROL");

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private static final Map<String, BiConsumer<RuleBuilder, String>> BY_NAME = Map.of(
            "methods", (rule, text) -> rule.methods(text.split(",", -1)),
            "path", RuleBuilder::path,
            "requirement", (rule, text) -> rule.requirement(Values.constant("requirement", text, Requirement.class)),
            "mode", (rule, text) -> rule.mode(Values.constant("mode", text, Mode.class)),
            "onConflict", (rule, text) -> rule.onConflict(ConflictPolicy.parse(text)),
            "onLapse", (rule, text) -> rule.onLapse(Values.constant("onLapse", text, LapsePolicy.class)),
            "onStoreFailure",
                    (rule, text) ->
                            rule.onStoreFailure(Values.constant("onStoreFailure", text, StoreFailurePolicy.class)),
            "keep", (rule, text) -> rule.keep(KeptOutcomes.parse(text)),
            "guarantee", (rule, text) -> rule.guarantee(Values.constant("guarantee", text, Guarantee.class)),
            "requestTransaction", (rule, text) -> rule.requestTransaction(Values.bool("requestTransaction", text)));

    private final Option<Set<String>> methods =
            Option.of("methods", ordered(List.of("POST", "PUT", "PATCH", "DELETE")));
    private final Option<PathPattern> path = Option.required("path");
    private final Option<Requirement> requirement = Option.of("requirement", Requirement.OPTIONAL);
    private final Option<Mode> mode = Option.of("mode", Mode.ENFORCE);
    private final Option<ConflictPolicy> onConflict = Option.of("onConflict", ConflictPolicy.reject());
    private final Option<LapsePolicy> onLapse = Option.of("onLapse", LapsePolicy.OUTCOME_UNKNOWN);
    private final Option<StoreFailurePolicy> onStoreFailure =
            Option.of("onStoreFailure", StoreFailurePolicy.FAIL_CLOSED);
    private final Option<KeptOutcomes> keep = Option.of("keep", KeptOutcomes.standard());
    private final Option<Guarantee> guarantee = Option.of("guarantee", Guarantee.IN_PROCESS);
    private final Option<Boolean> requestTransaction = Option.of("requestTransaction", true);

    RuleBuilder() {}

    /** The names of a rule's options, in builders and in text. */
    static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    /**
     * Reads a rule as {@code name=value} words: {@code methods=POST,PUT path=/v1/** requirement=required}.
     *
     * @throws IllegalArgumentException if a word is not one, naming it
     */
    static IdempotencyRule parse(String text) {
        RuleBuilder rule = new RuleBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            BiConsumer<RuleBuilder, String> option = BY_NAME.get(equals < 0 ? word : word.substring(0, equals));
            if (equals < 0 || option == null) {
                throw new IllegalArgumentException("rules has \"" + word + "\" in \"" + text.strip()
                        + "\": it must be name=value with one of the names " + names());
            }
            option.accept(rule, word.substring(equals + 1));
        }
        return rule.build();
    }

    /**
     * The methods it speaks of, in any case; POST, PUT, PATCH and DELETE if nothing is said.
     *
     * @throws IllegalArgumentException if one is safe (RFC 9110 section 9.2.1): those never take part; or if IANA's
     *     registry does not have it: there are no wildcards
     */
    public RuleBuilder methods(String... names) {
        Set<String> set = ordered(Arrays.stream(names)
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList());
        for (String name : set) {
            if (NEVER.contains(name)) {
                throw new IllegalArgumentException("methods has " + name + ": safe methods never take part");
            }
        }
        boolean areMethods = !set.isEmpty() && UNSAFE.containsAll(set);
        methods.set(set, areMethods, "unsafe methods that HTTP has, such as POST,PUT,PATCH,DELETE");
        return this;
    }

    /** In the order they were said, so that a rule reads in the log as in its description. */
    private static Set<String> ordered(List<String> names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * The paths it speaks of, within the application and decoded: {@code /v1/expenses/{id}}, {@code /v1/**}. Required.
     *
     * @throws IllegalArgumentException if it is not a pattern, or has percent escapes, which no decoded path has
     */
    public RuleBuilder path(String pattern) {
        path.set(
                PathPattern.parse(pattern),
                !ESCAPE.matcher(pattern).find(),
                "written without percent escapes: paths are decoded");
        return this;
    }

    /** What it asks; {@link Requirement#OPTIONAL} if nothing is said. */
    public RuleBuilder requirement(Requirement value) {
        requirement.set(value);
        return this;
    }

    /** A key is required. */
    public RuleBuilder required() {
        return requirement(Requirement.REQUIRED);
    }

    /** A key is optional. */
    public RuleBuilder optional() {
        return requirement(Requirement.OPTIONAL);
    }

    /** Keys mean nothing here, and requests pass untouched. */
    public RuleBuilder off() {
        return requirement(Requirement.OFF);
    }

    /** Whether it acts; {@link Mode#ENFORCE} if nothing is said. */
    public RuleBuilder mode(Mode value) {
        mode.set(value);
        return this;
    }

    /** What becomes of duplicates while the first request is in flight; {@link ConflictPolicy#reject()} by default. */
    public RuleBuilder onConflict(ConflictPolicy value) {
        onConflict.set(value);
        return this;
    }

    /**
     * What a retry may do when the first worker fell silent; {@link LapsePolicy#OUTCOME_UNKNOWN} by default, which
     * keeps the promise of at most one effect.
     */
    public RuleBuilder onLapse(LapsePolicy value) {
        onLapse.set(value);
        return this;
    }

    /** What becomes of requests while the store does not answer; {@link StoreFailurePolicy#FAIL_CLOSED} by default. */
    public RuleBuilder onStoreFailure(StoreFailurePolicy value) {
        onStoreFailure.set(value);
        return this;
    }

    /** Which responses end an operation; {@link KeptOutcomes#standard()} by default. */
    public RuleBuilder keep(KeptOutcomes value) {
        keep.set(value);
        return this;
    }

    /** What the store must promise, or the filter does not start; {@link Guarantee#IN_PROCESS} by default. */
    public RuleBuilder guarantee(Guarantee value) {
        guarantee.set(value);
        return this;
    }

    /**
     * Whether a request runs in one transaction with its record, on a store that gives {@link Guarantee#TRANSACTIONAL}; true
     * by default. False is for handlers that are asynchronous, work on other threads, or need transactions of their own: they
     * get {@link Guarantee#FENCED}.
     */
    public RuleBuilder requestTransaction(boolean value) {
        requestTransaction.set(value);
        return this;
    }

    IdempotencyRule build() {
        return new IdempotencyRule(
                methods.get(),
                path.get(),
                requirement.get(),
                mode.get(),
                onConflict.get(),
                onLapse.get(),
                onStoreFailure.get(),
                keep.get(),
                guarantee.get(),
                requestTransaction.get());
    }
}
