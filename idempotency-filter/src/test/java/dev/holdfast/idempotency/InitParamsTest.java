package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.Problem;
import dev.holdfast.servlet.ProblemRenderer;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitParamsTest {
    private static final String CUSTOM = Custom.class.getName();

    @Test
    void theBuilderAndTheInitParamsHaveTheSameNames() {
        Set<String> methods = Arrays.stream(IdempotencyFilterBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !Set.of("build", "rule").contains(name))
                .collect(Collectors.toSet());

        assertThat(InitParams.names()).containsExactlyInAnyOrderElementsOf(methods);
    }

    static Stream<Arguments> right() {
        return Stream.of(
                right(
                        "rules",
                        "path=/v1/**",
                        settings -> settings.rules().toString(),
                        "[POST,PUT,PATCH,DELETE /v1/**]"),
                right("headerName", "X-Key", Settings::headerName, "X-Key"),
                right("keyFormat", "uuid", Settings::keyFormat, KeyFormat.UUID),
                right("keyMinLength", "16", Settings::keyMinLength, 16),
                right("refuseExpiredKeys", "true", Settings::refuseExpiredKeys, true),
                right("namespace", "shop", InitParamsTest::aRecordOf, aRecordOf(new RecordNames("shop"))),
                right("callerResolver", CUSTOM, s -> s.callerResolver().getClass(), Custom.class),
                right("anonymousCaller", "guest", Settings::anonymousCaller, "guest"),
                right(
                        "fingerprintHeaders",
                        "If-Match , X-Tenant",
                        Settings::fingerprintHeaders,
                        List.of("If-Match", "X-Tenant")),
                right("fingerprintHeaders", " ", Settings::fingerprintHeaders, List.of()),
                right(
                        "fingerprintStrategy",
                        CUSTOM,
                        s -> s.fingerprintStrategy().getClass(),
                        Custom.class),
                right("bodyMemory", "16KiB", Settings::bodyMemory, 16384),
                right("maximumResponse", "0", Settings::maximumResponse, 0),
                right("replaySetCookie", "true", Settings::replaySetCookie, true),
                right("lease", "1m", Settings::lease, Duration.ofMinutes(1)),
                right("retention", "PT48H", Settings::retention, Duration.ofDays(2)),
                right("retryAfter", "5s", Settings::retryAfter, Duration.ofSeconds(5)),
                right("callerQuota", "5000000000", Settings::callerQuota, 5_000_000_000L),
                right("maximumWaiters", "0", Settings::maximumWaiters, 0),
                right("purgeInterval", "1d", Settings::purgeInterval, Duration.ofDays(1)),
                right("responseCodec", CUSTOM, s -> s.responseCodec().getClass(), Custom.class),
                right("outcomeReconciler", CUSTOM, s -> s.outcomeReconciler().getClass(), Custom.class),
                right("listener", CUSTOM, InitParamsTest::listenerClass, Custom.class),
                right("problemRenderer", CUSTOM, s -> s.problemRenderer().getClass(), Custom.class),
                right(
                        "problemBase",
                        "https://api.example/p/",
                        Settings::problemBase,
                        URI.create("https://api.example/p/")));
    }

    private static Arguments right(String name, String text, Function<Settings, @Nullable Object> part, Object value) {
        return Arguments.of(name, text, part, value);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("right")
    void anOptionIsReadFromItsText(String name, String text, Function<Settings, Object> part, Object value) {
        Settings settings = new InitParams(config(Map.of(name, " " + text + "\n"))).settings();

        assertThat(part.apply(settings)).isEqualTo(value);
    }

    @Test
    void everyOptionIsReadFromText() {
        Set<String> names = right().map(row -> (String) row.get()[0]).collect(Collectors.toCollection(TreeSet::new));

        assertThat(names).isEqualTo(InitParams.names());
    }

    static Stream<Arguments> wrong() {
        String notAClass =
                ": it must be a public class with a public constructor without arguments, and a " + "dev.holdfast.";
        return Stream.of(
                wrong("rules", "path=v1", "path is \"v1\": it must begin with /"),
                wrong("rules", "/v1/**", "rules has \"/v1/**\" in \"/v1/**\": it must be name=value"),
                wrong("rules", "methods=* path=/v1/**", "methods is [*]: it must be unsafe methods that HTTP has"),
                wrong("rules", "methods=GET path=/v1/**", "methods has GET: safe methods never take part"),
                wrong("rules", "path=/v%31/**", "path is /v%31/**: it must be written without percent escapes"),
                wrong("rules", ";\n ;", "rules is empty: the filter would protect nothing"),
                wrong("headerName", "X Key", "headerName is X Key: it must be a field name"),
                wrong("keyFormat", "guid", "keyFormat is \"guid\": it must be one of [any, uuid]"),
                wrong("keyMinLength", "256", "keyMinLength is 256: it must be from 1 to 255"),
                wrong("keyMinLength", "0", "keyMinLength is 0: it must be from 1 to 255"),
                wrong("keyMinLength", "many", "keyMinLength is \"many\": it must be a whole number"),
                wrong("keyMinLength", "4294967297", "keyMinLength is \"4294967297\": it must be a whole number"),
                wrong("refuseExpiredKeys", "yes", "refuseExpiredKeys is \"yes\": it must be true or false"),
                wrong("callerResolver", "no.such.Type", "callerResolver is \"no.such.Type\"" + notAClass),
                wrong("anonymousCaller", "", "anonymousCaller is : it must be a name"),
                wrong("fingerprintHeaders", "A,,B", "fingerprintHeaders is [A, , B]: it must be field names"),
                wrong(
                        "fingerprintStrategy",
                        "java.lang.String",
                        "fingerprintStrategy is \"java.lang.String\"" + notAClass),
                wrong("bodyMemory", "64MB", "bodyMemory is \"64MB\": it must be a size such as 4096, 64KiB or 1MiB"),
                wrong("bodyMemory", "1023", "bodyMemory is 1023: it must be from 1 KiB to 64 MiB"),
                wrong("bodyMemory", "2GiB", "bodyMemory is \"2GiB\": it must be less than 2 GiB"),
                wrong("maximumResponse", "65MiB", "maximumResponse is 68157440: it must be from 0 to 64 MiB"),
                wrong(
                        "maximumResponse",
                        "17179869184GiB",
                        "maximumResponse is \"17179869184GiB\": it must be less than"),
                wrong("replaySetCookie", "TRUE", "replaySetCookie is \"TRUE\": it must be true or false"),
                wrong("lease", "soon", "lease is \"soon\": it must be a duration such as 30s, 24h or PT30S"),
                wrong("lease", "999ms", "lease is PT0.999S: it must be from 1 s to 1 h"),
                wrong("lease", "61m", "lease is PT1H1M: it must be from 1 s to 1 h"),
                wrong("retention", "367d", "retention is PT8808H: it must be from 1 s to 366 days"),
                wrong("retention", "5s", "lease is PT30S: it must be at most the retention, PT5S"),
                wrong("retryAfter", "0s", "retryAfter is PT0S: it must be from 1 s to 1 h"),
                wrong("callerQuota", "0", "callerQuota is 0: it must be positive"),
                wrong("callerQuota", "1e3", "callerQuota is \"1e3\": it must be a whole number"),
                wrong("maximumWaiters", "-1", "maximumWaiters is -1: it must be from 0 to 1000000"),
                wrong("maximumWaiters", "5000000000", "maximumWaiters is \"5000000000\": it must be a whole number"),
                wrong("purgeInterval", "2d", "purgeInterval is PT48H: it must be from 1 s to 1 day"),
                wrong("responseCodec", "", "responseCodec is \"\"" + notAClass),
                wrong("outcomeReconciler", "int", "outcomeReconciler is \"int\"" + notAClass),
                wrong("listener", Hidden.class.getName(), "listener is \"" + Hidden.class.getName() + "\"" + notAClass),
                wrong(
                        "listener",
                        Broken.class.getName(),
                        "listener is \"" + Broken.class.getName() + "\": it must be a class that can be loaded"),
                wrong("problemRenderer", "x", "problemRenderer is \"x\"" + notAClass),
                wrong("problemBase", "/p/", "problemBase is /p/: it must be absolute and end in a slash"),
                wrong("problemBase", "a b", "problemBase is \"a b\": it must be a URI"));
    }

    private static Arguments wrong(String name, String text, String message) {
        return Arguments.of(name, text, message);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrong")
    void aWrongValueIsRefusedByItsName(String name, String text, String message) {
        InitParams params = new InitParams(config(Map.of(name, text)));

        assertThatIllegalArgumentException().isThrownBy(params::settings).withMessageStartingWith(message);
        assertThat(FakeStoreFactory.MADE.element().isClosed()).isTrue();
    }

    @Test
    void everyOptionButTheNamespaceHasWrongValues() {
        Set<String> names = wrong().map(row -> (String) row.get()[0]).collect(Collectors.toCollection(TreeSet::new));
        names.add("namespace");

        assertThat(names).isEqualTo(InitParams.names());
    }

    @Test
    void anUnknownNameIsRefusedByItself() {
        InitParams params = new InitParams(config(Map.of("leese", "30s", "lease", "30s")));

        assertThatIllegalArgumentException()
                .isThrownBy(params::settings)
                .withMessageStartingWith("The filter has no option [leese]; it has store, anonymousCaller, ")
                .withMessageContaining("fake.size");
    }

    @Test
    void theStoresOwnParametersAreKnown() {
        assertThat(new InitParams(config(Map.of("fake.size", "5"))).settings().store())
                .isSameAs(FakeStoreFactory.MADE.element());
    }

    @Test
    void theSizeOfTheMemoryIsRefusedByTheNameOfItsInitParam() {
        InitParams params = new InitParams(config(Map.of("store", "memory", "memory.maximumBytes", "1")));

        assertThatIllegalArgumentException()
                .isThrownBy(params::settings)
                .withMessage("memory.maximumBytes is 1: it must be at least 65536");
    }

    @Test
    void aStoreThatIsNotThereIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InitParams(config(Map.of("store", "clay"))).settings())
                .withMessageMatching("store is \"clay\": it must be one of \\[.*fake.*]");
    }

    @Test
    void aStoreIsNeeded() {
        Map<String, String> none = Map.of("rules", "path=/v1/**");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InitParams(new Config(none)).settings())
                .withMessageMatching("store is not set: it must be one of \\[.*fake.*]");
    }

    @Test
    void rulesAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InitParams(new Config(Map.of("store", "fake"))).settings())
                .withMessage("rules is empty: the filter would protect nothing");
    }

    @Test
    void rulesStandInTheirOrderOnLinesAndBetweenSemicolons() {
        String rules = "methods=POST path=/a; methods=PUT path=/b\n\n  methods=DELETE path=/c requirement=off\n";

        assertThat(new InitParams(config(Map.of("rules", rules))).settings().rules())
                .extracting(IdempotencyRule::toString)
                .containsExactly("POST /a", "PUT /b", "DELETE /c");
    }

    @Test
    void aRuleWithoutAPathIsRefused() {
        InitParams params = new InitParams(config(Map.of("rules", "methods=POST")));

        assertThatIllegalStateException().isThrownBy(params::settings).withMessage("path is not set");
        assertThat(FakeStoreFactory.MADE.element().isClosed()).isTrue();
    }

    private static Object aRecordOf(Settings settings) {
        return aRecordOf(settings.names());
    }

    private static Object aRecordOf(RecordNames names) {
        return names.of(new Caller(Caller.Kind.AUTHENTICATED, "alice"), "k", Mode.ENFORCE);
    }

    private static @Nullable Object listenerClass(Settings settings) {
        AtomicReference<@Nullable Object> told = new AtomicReference<>();
        settings.listener().tell(listener -> told.set(listener.getClass()));
        return told.get();
    }

    /** These, the fake store, and one rule unless they have rules. */
    private static FilterConfig config(Map<String, String> params) {
        Map<String, String> all = new HashMap<>(Map.of("store", "fake", "rules", "path=/v1/**"));
        all.putAll(params);
        return new Config(all);
    }

    private record Config(Map<String, String> params) implements FilterConfig {
        @Override
        public String getFilterName() {
            return "idempotency";
        }

        @Override
        public ServletContext getServletContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable String getInitParameter(String name) {
            return params.get(name);
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(params.keySet());
        }
    }

    /** What a web.xml can name for every option that takes an object. */
    public static final class Custom
            implements CallerResolver,
                    FingerprintStrategy,
                    ResponseCodec,
                    OutcomeReconciler,
                    IdempotencyListener,
                    ProblemRenderer {
        @Override
        public Optional<String> resolve(HttpServletRequest request) {
            return Optional.empty();
        }

        @Override
        public BodyDigest bodyDigest(HttpServletRequest request) {
            return new Sha256Digest();
        }

        @Override
        public byte[] encode(RecordId id, byte[] outcome) {
            return outcome;
        }

        @Override
        public byte[] decode(RecordId id, byte[] stored) {
            return stored;
        }

        @Override
        public Reconciliation reconcile(HttpServletRequest request) {
            return Reconciliation.stillUnknown();
        }

        @Override
        public void render(Problem problem, HttpServletRequest request, HttpServletResponse response) {}
    }

    /** A listener that nobody else can make. */
    static final class Hidden implements IdempotencyListener {
        private Hidden() {}
    }

    /** A listener that is mistaken about itself. */
    public static final class Broken implements IdempotencyListener {
        static final int LIMIT = Integer.parseInt("none");
    }
}
