package dev.holdfast.etag;

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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes one rule. Not thread-safe. */
public final class ETagRuleBuilder {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern TEMPLATE = Pattern.compile("([^{}*?#;]|\\{[A-Za-z][A-Za-z0-9_-]*})*");
    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

    private static final Map<String, BiConsumer<ETagRuleBuilder, String>> BY_NAME = Map.of(
            "methods", (rule, text) -> rule.methods(text.split(",", -1)),
            "path", ETagRuleBuilder::path,
            "requirement", (rule, text) -> rule.requirement(Values.constant("requirement", text, Requirement.class)),
            "mode", (rule, text) -> rule.mode(Values.constant("mode", text, Mode.class)),
            "guards", ETagRuleBuilder::guards,
            "vary", (rule, text) -> rule.vary(text.split(",", -1)),
            "weakIfMatch", (rule, text) -> rule.weakIfMatch(Values.bool("weakIfMatch", text)),
            "tolerant", (rule, text) -> rule.tolerant(Values.bool("tolerant", text)),
            "tagOnWrite", (rule, text) -> rule.tagOnWrite(Values.bool("tagOnWrite", text)),
            "absentToApplication", (rule, text) -> rule.absentToApplication(Values.bool("absentToApplication", text)));

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Option<Set<String>> methods = Option.of("methods", Set.of());
    private final Option<PathPattern> path = Option.required("path");
    private final Option<Requirement> requirement = Option.of("requirement", Requirement.OPTIONAL);
    private final Option<Mode> mode = Option.of("mode", Mode.ENFORCE);
    private final Option<ResourceVersions> versions = Option.of("versions", new RepresentationVersions());
    private final Option<String> guards = Option.required("guards");
    private final Option<String> cacheControl = Option.required("cacheControl");
    private final Option<List<String>> vary = Option.of("vary", List.of());
    private final Option<Boolean> weakIfMatch = Option.of("weakIfMatch", false);
    private final Option<Boolean> tolerant = Option.of("tolerant", false);
    private final Option<Boolean> tagOnWrite = Option.of("tagOnWrite", true);
    private final Option<Boolean> absentToApplication = Option.of("absentToApplication", false);
    private final Option<Boolean> latest = Option.of("latest", true);

    ETagRuleBuilder() {}

    /** The names of a rule's options in text. */
    static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    static ETagRule parse(String text, ResourceVersions source) {
        ETagRuleBuilder rule = new ETagRuleBuilder().versions(source);
        for (String word : text.strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            BiConsumer<ETagRuleBuilder, String> option = BY_NAME.get(equals < 0 ? word : word.substring(0, equals));
            if (equals < 0 || option == null) {
                throw new IllegalArgumentException("The rule \"" + text.strip() + "\" has \"" + word
                        + "\": it is made of name=value, with the names " + names());
            }
            option.accept(rule, word.substring(equals + 1));
        }
        return rule.build();
    }

    /**
     * The HTTP methods it speaks of; all if nothing is said. OPTIONS and TRACE have no preconditions.
     *
     * @throws IllegalArgumentException if one is no method's name
     */
    public ETagRuleBuilder methods(String... names) {
        Set<String> set = new LinkedHashSet<>(Arrays.stream(names)
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList());
        boolean areMethods =
                !set.isEmpty() && set.stream().allMatch(name -> Values.isToken(name) && !name.contains("*"));
        methods.set(Collections.unmodifiableSet(set), areMethods, "methods such as GET,PUT,PATCH,DELETE");
        return this;
    }

    /**
     * The paths it speaks of, within the application and decoded: {@code /v1/expenses/{id}}. Required.
     *
     * @throws IllegalArgumentException if it is not a pattern, or has percent escapes, which no decoded path has
     */
    public ETagRuleBuilder path(String pattern) {
        path.set(
                PathPattern.parse(pattern),
                !ESCAPE.matcher(pattern).find(),
                "written without percent escapes: paths are decoded");
        List<String> names =
                NAME.matcher(pattern).results().map(MatchResult::group).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("path is \"" + pattern + "\": a name stands there twice");
        }
        return this;
    }

    /** What it asks of writes; {@link Requirement#OPTIONAL} if nothing is said. */
    public ETagRuleBuilder requirement(Requirement value) {
        requirement.set(value);
        return this;
    }

    /** Writes need a precondition. */
    public ETagRuleBuilder required() {
        return requirement(Requirement.REQUIRED);
    }

    /** Writes of what is there need a precondition. */
    public ETagRuleBuilder requiredForExisting() {
        return requirement(Requirement.REQUIRED_FOR_EXISTING);
    }

    /** Preconditions are heeded where there are some. */
    public ETagRuleBuilder optional() {
        return requirement(Requirement.OPTIONAL);
    }

    /** Requests pass untouched. */
    public ETagRuleBuilder off() {
        return requirement(Requirement.OFF);
    }

    /** Whether it acts; {@link Mode#ENFORCE} if nothing is said. */
    public ETagRuleBuilder mode(Mode value) {
        mode.set(value);
        return this;
    }

    /**
     * Where the versions are known. If nothing is said, what the application answers to a GET tells: the tag it gives
     * itself, or the hash of its content.
     */
    public ETagRuleBuilder versions(ResourceVersions source) {
        versions.set(source);
        return this;
    }

    /**
     * The path of the resource that such a request changes, if it is not its own: {@code /v1/orders/{id}} for a POST to
     * {@code /v1/orders/{id}/lines}. Each name in braces stands in the pattern of {@link #path} too.
     *
     * @throws IllegalArgumentException if it does not begin with a slash
     */
    public ETagRuleBuilder guards(String template) {
        guards.set(
                template,
                template.startsWith("/") && TEMPLATE.matcher(template).matches(),
                "a path that begins with /, with whole names in braces, and without *, ? or #");
        return this;
    }

    /** {@code Cache-Control} of reads, 200 and 304 alike, where the application does not say it. */
    public ETagRuleBuilder cacheControl(String value) {
        cacheControl.set(value, !value.isBlank(), "a value of the field");
        return this;
    }

    /** {@code Vary} of reads, 200 and 304 alike: the fields by which the application chooses a representation. */
    public ETagRuleBuilder vary(String... names) {
        List<String> list = Arrays.stream(names).map(String::strip).toList();
        vary.set(list, list.stream().allMatch(Values::isToken), "field names");
        return this;
    }

    /**
     * Whether {@code If-Match} compares weakly, as FHIR, SCIM and OData do; {@code false} by default. For sources whose tags
     * are weak, which never match strongly.
     */
    public ETagRuleBuilder weakIfMatch(boolean weakly) {
        weakIfMatch.set(weakly);
        return this;
    }

    /**
     * Whether a tag is recognised that a compressing server or proxy has rewritten ({@code -gzip}, {@code --gzip},
     * {@code -br}, {@code W/} and others); {@code false} by default.
     */
    public ETagRuleBuilder tolerant(boolean tolerate) {
        tolerant.set(tolerate);
        return this;
    }

    /**
     * Whether the response to a successful write carries the new tag; {@code true} by default. RFC 9110 section 9.3.4 allows
     * that to PUT only if the application stores what it is sent as it is: switch it off where it changes
     * the content and the client is to read it again.
     */
    public ETagRuleBuilder tagOnWrite(boolean tag) {
        tagOnWrite.set(tag);
        return this;
    }

    /**
     * Whether the application answers a write with {@code If-Match} of a resource that is not there, most often with 404;
     * {@code false} by default, and the client gets 412. DELETE always goes to the application. Say so only if the
     * application creates nothing by such a request.
     */
    public ETagRuleBuilder absentToApplication(boolean pass) {
        absentToApplication.set(pass);
        return this;
    }

    /** Whether a 412 holds the current representation, if that is JSON; {@code true} by default. */
    public ETagRuleBuilder latest(boolean include) {
        latest.set(include);
        return this;
    }

    ETagRule build() {
        String guarded = guards.isSet() ? guards.get() : null;
        if (guarded != null) {
            requireNames(guarded, path.get());
        }
        boolean asksOfWrites =
                requirement.get() == Requirement.REQUIRED || requirement.get() == Requirement.REQUIRED_FOR_EXISTING;
        if (asksOfWrites && !methods.get().isEmpty() && SAFE.containsAll(methods.get())) {
            throw new IllegalArgumentException("requirement is " + requirement.get() + " for " + methods.get()
                    + ": only writes can be asked for a precondition");
        }
        return new ETagRule(
                methods.get(),
                path.get(),
                requirement.get(),
                mode.get(),
                versions.get(),
                guarded,
                cacheControl.isSet() ? cacheControl.get() : null,
                vary.get(),
                new TagComparison(weakIfMatch.get(), tolerant.get()),
                tagOnWrite.get(),
                absentToApplication.get(),
                latest.get());
    }

    private static void requireNames(String guarded, PathPattern path) {
        Matcher name = NAME.matcher(guarded);
        while (name.find()) {
            if (!path.toString().contains(name.group())) {
                throw new IllegalArgumentException(
                        "guards is " + guarded + ": the path " + path + " has no " + name.group());
            }
        }
    }
}
