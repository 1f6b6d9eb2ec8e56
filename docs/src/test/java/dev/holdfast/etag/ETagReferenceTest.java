package dev.holdfast.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.docs.Table;
import dev.holdfast.idempotency.MapConfig;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code configuration.md} says of the ETag filter's names, defaults and bounds is what the code does. */
@NullMarked
class ETagReferenceTest {
    private static final String PAGE = "docs/reference/configuration.md";
    private static final Table FILTER = Table.under("The ETag filter", PAGE);
    private static final Table RULE = Table.under("A rule of the ETag filter", PAGE);
    private static final int DEFAULT = 1;

    @Test
    void thePageListsTheOptions() {
        assertThat(FILTER.names()).containsExactlyInAnyOrderElementsOf(InitParams.names());
        Set<String> builder = publicMethods(ETagFilterBuilder.class, Set.of("build", "rule"));
        builder.add("versions");
        assertThat(FILTER.names()).containsExactlyInAnyOrderElementsOf(builder);
    }

    @Test
    void thePageListsARulesOptions() {
        Set<String> shorthands = Set.of("required", "requiredForExisting", "optional", "off");
        assertThat(RULE.names())
                .containsExactlyInAnyOrderElementsOf(publicMethods(ETagRuleBuilder.class, shorthands))
                .containsAll(ETagRuleBuilder.names());
    }

    static Stream<Arguments> factories() {
        return Stream.concat(
                ServiceLoader.load(ResourceVersionsFactory.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(factory -> Arguments.of(factory.name() + "` versions", factory.parameters())),
                ServiceLoader.load(WriteGuardsFactory.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(factory -> Arguments.of(factory.name() + "` guards", factory.parameters())));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void thePageListsTheirParameters(String heading, Set<String> parameters) {
        assertThat(Table.under("The `" + heading, PAGE).names()).containsExactlyInAnyOrderElementsOf(parameters);
    }

    static Stream<Arguments> defaults() {
        return FILTER.literals(DEFAULT).entrySet().stream()
                .map(option -> Arguments.of(option.getKey(), option.getValue()));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void settingAnOptionToItsDefaultChangesNothing(String name, String text) {
        assertThat(comparable(settings(name, text))).isEqualTo(comparable(settings("rules", "path=/**")));
    }

    static Stream<Arguments> ruleDefaults() {
        return RULE.literals(DEFAULT).entrySet().stream()
                .filter(option -> ETagRuleBuilder.names().contains(option.getKey()))
                .map(option -> Arguments.of(option.getKey(), option.getValue()));
    }

    @ParameterizedTest
    @MethodSource("ruleDefaults")
    void settingARulesOptionToItsDefaultChangesNothing(String name, String text) {
        ResourceVersions source = new RepresentationVersions();

        assertThat(withoutPath(ETagRuleBuilder.parse("path=/** " + name + "=" + text, source)))
                .isEqualTo(withoutPath(ETagRuleBuilder.parse("path=/**", source)));
    }

    private static List<Object> withoutPath(ETagRule rule) {
        return List.of(
                rule.methods(),
                rule.requirement(),
                rule.mode(),
                rule.vary(),
                rule.comparison(),
                rule.tagOnWrite(),
                rule.absentToApplication(),
                rule.latest());
    }

    @ParameterizedTest
    @CsvSource({
        "guardLimit, 1ms, 1m, 0ms, 61s",
        "maximumResponse, 0, 64MiB, , 65MiB",
        "maximumRepresentation, 1KiB, 64MiB, 1023, 65MiB",
        "retryAfter, 1s, 1h, 999ms, 3601s"
    })
    void boundsHold(String name, String lowest, String highest, String below, String above) {
        assertThat(FILTER.cell(name, 2)).isEqualTo("`" + lowest + "` to `" + highest + "`");
        settings(name, lowest);
        settings(name, highest);
        for (String wrong : Stream.of(below, above).filter(text -> text != null).toList()) {
            assertThatThrownBy(() -> settings(name, wrong)).hasMessageContaining(name);
        }
    }

    @Test
    void wrongNamesAndValuesStopTheStart() {
        assertThatThrownBy(() -> settings("versoins", "counter")).hasMessageContaining("versoins");
        assertThatThrownBy(() -> settings("versions", "redis")).hasMessageContaining("counter");
        assertThatThrownBy(() -> settings("guards", "none")).hasMessageContaining("in-process");
        assertThatThrownBy(() -> settings("rules", "path=/** color=red")).hasMessageContaining("color");
        assertThatThrownBy(() -> settings("rules", "path=/a/{id} guards=/b/{name}"))
                .hasMessageContaining("{name}");
        assertThatThrownBy(() -> settings("rules", "")).hasMessageContaining("no rules");
        assertThatThrownBy(() -> settings("counter.maximumResources", "1")).hasMessageContaining("maximumResources");
        assertThatThrownBy(() -> new InitParams(new MapConfig(
                                Map.of("rules", "path=/**", "versions", "counter", "counter.maximumResources", "0")))
                        .settings())
                .hasMessageContaining("counter.maximumResources is 0");
    }

    private static ETagSettings settings(String name, String text) {
        Map<String, String> given = new HashMap<>(Map.of("rules", "path=/**"));
        given.put(name, text);
        return new InitParams(new MapConfig(given)).settings();
    }

    private static List<Object> comparable(ETagSettings settings) {
        return List.of(
                settings.rules().get(0).versions().getClass(),
                settings.guards().reach(),
                settings.guardLimit(),
                settings.maximumResponse(),
                settings.maximumRepresentation(),
                settings.retryAfter(),
                settings.problemBase());
    }

    private static Set<String> publicMethods(Class<?> builder, Set<String> without) {
        return Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(java.lang.reflect.Method::getName)
                .filter(name -> !without.contains(name))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
