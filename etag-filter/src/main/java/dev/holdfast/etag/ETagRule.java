package dev.holdfast.etag;

import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.internal.route.PathPattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are conditional, and how. Immutable. See {@link ETagRuleBuilder} for what each value means.
 *
 * @param methods the HTTP methods it speaks of; none for all
 * @param guarded the path that it guards in place of the request's own, with names in braces; null for the request's own
 * @param cacheControl null if the application says it, or nobody
 */
record ETagRule(
        Set<String> methods,
        PathPattern path,
        Requirement requirement,
        Mode mode,
        ResourceVersions versions,
        @Nullable String guarded,
        @Nullable String cacheControl,
        List<String> vary,
        TagComparison comparison,
        boolean tagOnWrite,
        boolean absentToApplication,
        boolean latest) {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

    boolean matches(String method, String servletPath, @Nullable String pathInfo) {
        return (methods.isEmpty() || methods.contains(method)) && path.matches(servletPath, pathInfo);
    }

    /** Whether such a request reads. */
    static boolean isRead(String method) {
        return READS.contains(method);
    }

    /** The path of the guarded resource, decoded. */
    String resource(String applicationPath, Map<String, String> variables) {
        return guarded == null ? applicationPath : filled(guarded, variables, UnaryOperator.identity());
    }

    /** The same of one that is not the request's own, percent-encoded. */
    String encodedResource(Map<String, String> variables) {
        return filled(Objects.requireNonNull(guarded), variables, PathSegment::encoded);
    }

    private static String filled(String template, Map<String, String> variables, UnaryOperator<String> writing) {
        return NAME.matcher(template)
                .replaceAll(name ->
                        Matcher.quoteReplacement(writing.apply(Objects.requireNonNull(variables.get(name.group(1))))));
    }

    /** Whether a response to a write speaks of the guarded resource, and may carry its tag. */
    boolean guardsItsTarget() {
        return guarded == null;
    }

    @Override
    public String toString() {
        return (methods.isEmpty() ? "" : String.join(",", methods) + " ") + path;
    }
}
