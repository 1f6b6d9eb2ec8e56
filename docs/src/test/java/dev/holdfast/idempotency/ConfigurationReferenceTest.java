package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.docs.Table;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStoreFactory;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.internal.config.Values;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code configuration.md} says of names, defaults and bounds is what the code does. */
@NullMarked
class ConfigurationReferenceTest {
    private static final String PAGE = "docs/reference/configuration.md";
    private static final Table FILTER = Table.under("The filter", PAGE);
    private static final Table RULE = Table.under("A rule", PAGE);
    private static final int DEFAULT = 1;
    private static final int BOUNDS = 2;
    private static final int FILTER_DESCRIPTION = 3;
    private static final Pattern RANGE = Pattern.compile("`([^`]+)` to `([^`]+)`");

    private final CaffeineIdempotencyStore store = CaffeineIdempotencyStore.create();

    @Test
    void thePageListsTheBuildersOptions() {
        Set<String> options = publicMethods(IdempotencyFilterBuilder.class, Set.of("build", "rule"));
        options.add("store");

        assertThat(FILTER.names()).containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void thePageListsTheInitParams() {
        Set<String> options = new HashSet<>(InitParams.names());
        options.add("store");

        assertThat(FILTER.names()).containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void thePageListsARulesOptions() {
        Set<String> shorthands = Set.of("required", "optional", "off");

        assertThat(RULE.names()).containsExactlyInAnyOrderElementsOf(RuleBuilder.names());
        assertThat(RULE.names()).containsExactlyInAnyOrderElementsOf(publicMethods(RuleBuilder.class, shorthands));
    }

    static Stream<IdempotencyStoreFactory> factories() {
        return ServiceLoader.load(IdempotencyStoreFactory.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("factories")
    void thePageListsTheStoresParameters(IdempotencyStoreFactory factory) {
        Table parameters = Table.under("The `" + factory.name() + "` store", PAGE);

        assertThat(parameters.names()).containsExactlyInAnyOrderElementsOf(factory.parameters());
        assertThat(FILTER.cell("store", FILTER_DESCRIPTION)).contains("`" + factory.name() + "`");
    }

    static Stream<Arguments> defaults() {
        return FILTER.literals(DEFAULT).entrySet().stream()
                .map(option -> Arguments.of(option.getKey(), option.getValue()));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void settingAnOptionToItsDefaultChangesNothing(String name, String text) throws Exception {
        RecordComponent component = component(Settings.class, name);

        assertThat(component.getAccessor().invoke(settings(name, text)))
                .isEqualTo(component.getAccessor().invoke(settings("rules", "path=/**")));
    }

    @Test
    void theDefaultsThatAreNoLiteralsAreWhatTheyAreCalled() {
        Settings settings = settings("rules", "path=/**");

        assertThat(settings.callerQuota()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.anonymous()).isEmpty();
        assertThat(settings.responseCodec()).isSameAs(ResponseCodec.plain());
        assertThat(names(settings)).isEqualTo(names(settings("namespace", "")));
    }

    private static RecordNames.Names names(Settings settings) {
        return settings.names().of(new Caller(Caller.Kind.AUTHENTICATED, "alice"), "k", Mode.ENFORCE);
    }

    static Stream<Arguments> ruleDefaults() {
        return RULE.literals(DEFAULT).entrySet().stream()
                .map(option -> Arguments.of(option.getKey(), option.getValue()));
    }

    @ParameterizedTest
    @MethodSource("ruleDefaults")
    void settingARulesOptionToItsDefaultChangesNothing(String name, String text) throws Exception {
        RecordComponent component = component(IdempotencyRule.class, name);

        assertThat(component.getAccessor().invoke(RuleBuilder.parse("path=/** " + name + "=" + text)))
                .isEqualTo(component.getAccessor().invoke(RuleBuilder.parse("path=/**")));
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                        "keyMinLength",
                        "bodyMemory",
                        "maximumResponse",
                        "lease",
                        "retention",
                        "retryAfter",
                        "maximumWaiters",
                        "purgeInterval")
                .map(name -> Arguments.of(name, FILTER.cell(name, BOUNDS)));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void anOptionIsAcceptedUpToItsBoundsAndNoFurther(String name, String bounds) {
        Matcher range = RANGE.matcher(bounds);
        assertThat(range.matches()).as(bounds).isTrue();
        Scale scale = Scale.of(name);
        long lowest = scale.read(name, range.group(1));
        long highest = scale.read(name, range.group(2));

        setTo(name, scale.write(lowest));
        setTo(name, scale.write(highest));

        assertThatThrownBy(() -> setTo(name, scale.write(lowest - 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setTo(name, scale.write(highest + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void everyRangeOnThePageIsTested() {
        Set<String> tested = ranges().map(range -> (String) range.get()[0]).collect(Collectors.toSet());

        for (String name : FILTER.names()) {
            assertThat(RANGE.matcher(FILTER.cell(name, BOUNDS)).matches())
                    .as(name)
                    .isEqualTo(tested.contains(name));
        }
    }

    @Test
    void theBoundsThatAreNoRangesHold() {
        setTo("callerQuota", "1");
        assertThatThrownBy(() -> setTo("callerQuota", "0")).hasMessageContaining("callerQuota");
        assertThatThrownBy(() -> setTo("anonymousCaller", " ")).hasMessageContaining("anonymousCaller");
        assertThatThrownBy(() -> setTo("headerName", "Two Words")).hasMessageContaining("headerName");
        assertThatThrownBy(() -> builder().problemBase(URI.create("/relative/")))
                .hasMessageContaining("problemBase");
        assertThatThrownBy(() -> builder().problemBase(URI.create("https://example.org/no-slash")))
                .hasMessageContaining("problemBase");
        assertThatThrownBy(() -> RuleBuilder.parse("path=/** methods=GET")).hasMessageContaining("GET");
    }

    private Settings settings(String name, String text) {
        Map<String, String> given = new HashMap<>(Map.of("store", "memory", "rules", "path=/**"));
        if (name.equals("retention")) {
            given.put("lease", "1s"); // which it must not fall below
        }
        given.put(name, text);
        return new InitParams(new MapConfig(given)).settings();
    }

    private void setTo(String name, String text) {
        Settings accepted = settings(name, text);
        accepted.store().close();
    }

    private IdempotencyFilterBuilder builder() {
        return IdempotencyFilter.builder(store);
    }

    private static Set<String> publicMethods(Class<?> builder, Set<String> without) {
        return Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !without.contains(name))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static RecordComponent component(Class<? extends Record> type, String name) {
        List<RecordComponent> components = Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .toList();
        assertThat(components).as("%s in %s", name, type).hasSize(1);
        return components.get(0);
    }

    /** How the bounds of an option are written. */
    private record Scale(BiFunction<String, String, Long> reader, LongFunction<String> writer) {
        private static final Scale COUNT = new Scale(Values::number, Long::toString);
        private static final Scale BYTES = new Scale(Values::bytes, Long::toString);
        private static final Scale MILLISECONDS = new Scale(
                (name, text) -> Values.duration(name, text).toMillis(),
                count -> Duration.ofMillis(count).toString());

        static Scale of(String name) {
            return switch (name) {
                case "keyMinLength", "maximumWaiters" -> COUNT;
                case "bodyMemory", "maximumResponse" -> BYTES;
                default -> MILLISECONDS;
            };
        }

        long read(String name, String text) {
            return reader.apply(name, text);
        }

        String write(long count) {
            return writer.apply(count);
        }
    }
}
