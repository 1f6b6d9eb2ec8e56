package dev.holdfast.etag;

import dev.holdfast.servlet.ProblemRenderer;
import dev.holdfast.servlet.internal.config.Values;
import jakarta.servlet.FilterConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A filter's configuration in a {@code web.xml}: the builder's options by their names, {@code versions} and {@code rules}. */
final class InitParams {
    private static final String VERSIONS = "versions";
    private static final String GUARDS = "guards";
    private static final String RULES = "rules";
    private static final Map<String, BiConsumer<ETagFilterBuilder, String>> OPTIONS = options();

    private final FilterConfig config;

    InitParams(FilterConfig config) {
        this.config = config;
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(OPTIONS.keySet());
        names.addAll(List.of(VERSIONS, GUARDS, RULES));
        return names;
    }

    private static Map<String, BiConsumer<ETagFilterBuilder, String>> options() {
        Map<String, BiConsumer<ETagFilterBuilder, String>> options = new TreeMap<>();
        options.put("guardLimit", (b, text) -> b.guardLimit(Values.duration("guardLimit", text)));
        options.put("maximumResponse", (b, text) -> b.maximumResponse(Values.arraySize("maximumResponse", text)));
        options.put(
                "maximumRepresentation",
                (b, text) -> b.maximumRepresentation(Values.arraySize("maximumRepresentation", text)));
        options.put("retryAfter", (b, text) -> b.retryAfter(Values.duration("retryAfter", text)));
        options.put("listener", (b, text) -> b.listener(Values.instance("listener", text, PreconditionListener.class)));
        options.put(
                "problemRenderer",
                (b, text) -> b.problemRenderer(Values.instance("problemRenderer", text, ProblemRenderer.class)));
        options.put("problemBase", (b, text) -> b.problemBase(Values.uri("problemBase", text)));
        return options;
    }

    /**
     * What the init-params describe.
     *
     * @throws IllegalArgumentException if one is unknown or wrong, naming it and its value
     */
    ETagSettings settings() {
        ResourceVersionsFactory versions =
                chosen(VERSIONS, "representation", load(ResourceVersionsFactory.class), ResourceVersionsFactory::name);
        WriteGuardsFactory guards =
                chosen(GUARDS, "in-process", load(WriteGuardsFactory.class), WriteGuardsFactory::name);
        refuseUnknown(versions.parameters(), guards.parameters());
        ETagFilterBuilder builder = new ETagFilterBuilder().guards(guards.create(this::value));
        OPTIONS.forEach((name, option) -> value(name).ifPresent(text -> option.accept(builder, text)));
        value(RULES).ifPresent(text -> builder.rules(text, versions.create(this::value)));
        return builder.settings();
    }

    private static <T> List<T> load(Class<T> type) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private <T> T chosen(String option, String fallback, List<T> factories, Function<T, String> nameOf) {
        String name = value(option).orElse(fallback);
        return factories.stream()
                .filter(factory -> nameOf.apply(factory).equals(name))
                .findFirst()
                .orElseThrow(() -> Values.wrong(
                        option,
                        name,
                        "one of " + factories.stream().map(nameOf).sorted().toList(),
                        null));
    }

    private void refuseUnknown(Set<String> ofVersions, Set<String> ofGuards) {
        Set<String> unknown = new TreeSet<>(Collections.list(config.getInitParameterNames()));
        unknown.removeAll(names());
        unknown.removeAll(ofVersions);
        unknown.removeAll(ofGuards);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The filter has no option " + unknown + "; it has "
                    + String.join(", ", names()) + " and, for these versions and guards, "
                    + new TreeSet<>(ofVersions) + " and " + new TreeSet<>(ofGuards));
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(config.getInitParameter(name)).map(String::strip);
    }
}
