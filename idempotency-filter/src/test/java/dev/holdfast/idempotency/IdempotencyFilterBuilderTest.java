package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.servlet.ProblemRenderer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyFilterBuilderTest {

    @Test
    void whatIsNotSaidHasADefault() {
        Settings settings = builder().settings();

        assertThat(settings.headerName()).isEqualTo("Idempotency-Key");
        assertThat(settings.keyFormat()).isEqualTo(KeyFormat.ANY);
        assertThat(settings.keyMinLength()).isEqualTo(1);
        assertThat(settings.refuseExpiredKeys()).isFalse();
        assertThat(settings.anonymous()).isEmpty();
        assertThat(settings.fingerprintHeaders()).containsExactly("If-Match", "If-None-Match");
        assertThat(settings.bodyMemory()).isEqualTo(65_536);
        assertThat(settings.maximumResponse()).isEqualTo(1_048_576);
        assertThat(settings.replaySetCookie()).isFalse();
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.callerQuota()).isEqualTo(Claim.NO_QUOTA);
        assertThat(settings.maximumWaiters()).isEqualTo(1000);
        assertThat(settings.purgeInterval()).isEqualTo(Duration.ofMinutes(10));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(b -> b.headerName(""), "headerName is : it must be a field name"),
                wrong(b -> b.headerName("Idempotency Key"), "headerName is Idempotency Key: it must be a field name"),
                wrong(b -> b.headerName("Idempotency-Key:"), "headerName is Idempotency-Key:: it must be a field name"),
                wrong(b -> b.headerName("Sch\u00fcssel"), "headerName is Sch\u00fcssel: it must be a field name"),
                wrong(b -> b.keyMinLength(0), "keyMinLength is 0: it must be from 1 to 255"),
                wrong(b -> b.keyMinLength(256), "keyMinLength is 256: it must be from 1 to 255"),
                wrong(b -> b.anonymousCaller(" "), "anonymousCaller is  : it must be a name"),
                wrong(b -> b.fingerprintHeaders("A", ""), "fingerprintHeaders is [A, ]: it must be field names"),
                wrong(b -> b.fingerprintHeaders("A, B"), "fingerprintHeaders is [A, B]: it must be field names"),
                wrong(b -> b.bodyMemory(1023), "bodyMemory is 1023: it must be from 1 KiB to 64 MiB"),
                wrong(b -> b.bodyMemory(67_108_865), "bodyMemory is 67108865: it must be from 1 KiB to 64 MiB"),
                wrong(b -> b.maximumResponse(-1), "maximumResponse is -1: it must be from 0 to 64 MiB"),
                wrong(b -> b.maximumResponse(67_108_865), "maximumResponse is 67108865: it must be from 0 to 64 MiB"),
                wrong(b -> b.lease(Duration.ofMillis(999)), "lease is PT0.999S: it must be from 1 s to 1 h"),
                wrong(b -> b.lease(Duration.ofSeconds(3601)), "lease is PT1H1S: it must be from 1 s to 1 h"),
                wrong(b -> b.retention(Duration.ZERO), "retention is PT0S: it must be from 1 s to 366 days"),
                wrong(
                        b -> b.retention(Duration.ofDays(366).plusNanos(1)),
                        "retention is PT8784H0.000000001S: it must be from 1 s to 366 days"),
                wrong(b -> b.retryAfter(Duration.ofMillis(999)), "retryAfter is PT0.999S: it must be from 1 s to 1 h"),
                wrong(b -> b.retryAfter(Duration.ofHours(2)), "retryAfter is PT2H: it must be from 1 s to 1 h"),
                wrong(b -> b.callerQuota(0), "callerQuota is 0: it must be positive"),
                wrong(b -> b.maximumWaiters(-1), "maximumWaiters is -1: it must be from 0 to 1000000"),
                wrong(b -> b.maximumWaiters(1_000_001), "maximumWaiters is 1000001: it must be from 0 to 1000000"),
                wrong(
                        b -> b.purgeInterval(Duration.ofMillis(999)),
                        "purgeInterval is PT0.999S: it must be from 1 s to 1 day"),
                wrong(
                        b -> b.purgeInterval(Duration.ofDays(1).plusNanos(1)),
                        "purgeInterval is PT24H0.000000001S: it must be from 1 s to 1 day"),
                wrongBase("/problems/"),
                wrongBase("https://api.example/problems"),
                wrongBase("https://api.example"),
                wrongBase("urn:problems/"),
                wrongBase("https://api.example/?at=/"),
                wrongBase("https://api.example/#/"));
    }

    private static Arguments wrong(Consumer<IdempotencyFilterBuilder> set, String message) {
        return Arguments.of(message, set);
    }

    private static Arguments wrongBase(String base) {
        return wrong(
                b -> b.problemBase(URI.create(base)),
                "problemBase is " + base + ": it must be absolute and end in a slash, without a query");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongValueIsRefusedWhereItIsSet(String message, Consumer<IdempotencyFilterBuilder> set) {
        IdempotencyFilterBuilder builder = builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.accept(builder))
                .withMessage(message);
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                bound(b -> b.keyMinLength(1)),
                bound(b -> b.keyMinLength(255)),
                bound(b -> b.bodyMemory(1024)),
                bound(b -> b.bodyMemory(64 << 20)),
                bound(b -> b.maximumResponse(0)),
                bound(b -> b.maximumResponse(64 << 20)),
                bound(b -> b.lease(Duration.ofSeconds(1))),
                bound(b -> b.lease(Duration.ofHours(1))),
                bound(b -> b.retention(Duration.ofDays(366))),
                bound(b -> b.retention(Duration.ofSeconds(30))),
                bound(b -> b.lease(Duration.ofSeconds(1)).retention(Duration.ofSeconds(1))),
                bound(b -> b.retryAfter(Duration.ofSeconds(1))),
                bound(b -> b.retryAfter(Duration.ofHours(1))),
                bound(b -> b.callerQuota(1)),
                bound(b -> b.maximumWaiters(0)),
                bound(b -> b.maximumWaiters(1_000_000)),
                bound(b -> b.purgeInterval(Duration.ofSeconds(1))),
                bound(b -> b.purgeInterval(Duration.ofDays(1))),
                bound(b -> b.keyFormat(KeyFormat.UUID).keyMinLength(36)),
                bound(b -> b.fingerprintHeaders()),
                bound(b -> b.problemBase(URI.create("https://api.example/"))));
    }

    private static Arguments bound(Consumer<IdempotencyFilterBuilder> set) {
        return Arguments.of(set);
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void aValueOnItsBoundIsTaken(Consumer<IdempotencyFilterBuilder> set) {
        IdempotencyFilterBuilder builder = builder();
        set.accept(builder);

        assertThat(builder.build()).isNotNull();
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("headerName", b -> b.headerName("X-Key")),
                option("keyFormat", b -> b.keyFormat(KeyFormat.ANY)),
                option("keyMinLength", b -> b.keyMinLength(8)),
                option("refuseExpiredKeys", b -> b.refuseExpiredKeys(true)),
                option("namespace", b -> b.namespace("shop")),
                option("callerResolver", b -> b.callerResolver(CallerResolver.principal())),
                option("anonymousCaller", b -> b.anonymousCaller("guest")),
                option("fingerprintHeaders", b -> b.fingerprintHeaders("If-Match")),
                option("fingerprintStrategy", b -> b.fingerprintStrategy(FingerprintStrategy.exact())),
                option("bodyMemory", b -> b.bodyMemory(2048)),
                option("maximumResponse", b -> b.maximumResponse(2048)),
                option("replaySetCookie", b -> b.replaySetCookie(true)),
                option("lease", b -> b.lease(Duration.ofSeconds(5))),
                option("retention", b -> b.retention(Duration.ofDays(7))),
                option("retryAfter", b -> b.retryAfter(Duration.ofSeconds(5))),
                option("callerQuota", b -> b.callerQuota(100)),
                option("maximumWaiters", b -> b.maximumWaiters(100)),
                option("purgeInterval", b -> b.purgeInterval(Duration.ofHours(1))),
                option("responseCodec", b -> b.responseCodec(ResponseCodec.plain())),
                option(
                        "outcomeReconciler",
                        b -> b.outcomeReconciler(request -> OutcomeReconciler.Reconciliation.noEffect())),
                option("listener", b -> b.listener(IdempotencyListener.NONE)),
                option("problemRenderer", b -> b.problemRenderer(ProblemRenderer.json())),
                option("problemBase", b -> b.problemBase(URI.create("https://api.example/"))));
    }

    private static Arguments option(String name, Consumer<IdempotencyFilterBuilder> set) {
        return Arguments.of(name, set);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionIsSetOnce(String name, Consumer<IdempotencyFilterBuilder> set) {
        IdempotencyFilterBuilder builder = builder();
        set.accept(builder);

        assertThatIllegalStateException()
                .isThrownBy(() -> set.accept(builder))
                .withMessageMatching(name + " is set twice: to .+ and to .+");
    }

    @Test
    void everyOptionIsInTheTable() {
        Set<String> names = options().map(row -> (String) row.get()[0]).collect(Collectors.toCollection(TreeSet::new));
        names.add("rules");

        assertThat(names).isEqualTo(InitParams.names());
    }

    @Test
    void aFilterWithoutRulesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdempotencyFilter.builder(new NoStore()).build())
                .withMessage("rules is empty: the filter would protect nothing");
    }

    @Test
    void aRuleWithoutAPathIsRefusedWhereItIsAdded() {
        assertThatIllegalStateException()
                .isThrownBy(() -> IdempotencyFilter.builder(new NoStore()).rule(RuleBuilder::required))
                .withMessage("path is not set");
    }

    @Test
    void aLeaseLongerThanTheRetentionIsRefused() {
        IdempotencyFilterBuilder builder =
                builder().lease(Duration.ofSeconds(31)).retention(Duration.ofSeconds(30));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("lease is PT31S: it must be at most the retention, PT30S");
    }

    @Test
    void aLengthThatNoKeyOfTheFormatHasIsRefused() {
        IdempotencyFilterBuilder builder = builder().keyFormat(KeyFormat.UUID).keyMinLength(37);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("keyMinLength is 37: with keyFormat uuid it must be at most 36");
    }

    @Test
    void aRuleThatDemandsMoreThanTheStorePromisesIsRefused() {
        IdempotencyFilterBuilder builder =
                builder().rule(rule -> rule.methods("PUT").path("/v2/**").guarantee(Guarantee.FENCED));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage(
                        "The rule PUT /v2/** demands the guarantee FENCED, and the store NoStore gives IN_PROCESS");
    }

    @Test
    void theFirstRuleThatFitsDecides() {
        Settings settings = new IdempotencyFilterBuilder(new NoStore())
                .rule(rule -> rule.methods("POST").path("/v1/hooks/**").off())
                .rules("path=/v1/** requirement=required")
                .settings();

        assertThat(settings.ruleFor("POST", "/v1/hooks/1", null))
                .isNotNull()
                .returns(Requirement.OFF, IdempotencyRule::requirement);
        assertThat(settings.ruleFor("PUT", "/v1/hooks/1", null))
                .isNotNull()
                .returns(Requirement.REQUIRED, IdempotencyRule::requirement);
        assertThat(settings.ruleFor("GET", "/v1/orders", null)).isNull();
        assertThat(settings.ruleFor("POST", "/v2", null)).isNull();
    }

    @Test
    void whatWasBuiltDoesNotChangeWithItsBuilder() {
        IdempotencyFilterBuilder builder = builder();
        Settings settings = builder.settings();

        builder.rule(rule -> rule.path("/v2/**"));

        assertThat(settings.rules()).hasSize(1);
    }

    @Test
    void aProblemsTypeIsAPageUnderTheBase() {
        Settings settings =
                builder().problemBase(URI.create("https://api.example/p/")).settings();

        assertThat(List.of(
                        settings.problem(IdempotencyProblem.KEY_MISSING, "").type(),
                        settings.problem(IdempotencyProblem.OUTCOME_NOT_SAVED, "")
                                .type()))
                .containsExactly(
                        URI.create("https://api.example/p/key-missing"),
                        URI.create("https://api.example/p/outcome-not-saved"));
    }

    private static IdempotencyFilterBuilder builder() {
        return new IdempotencyFilterBuilder(new NoStore()).rule(rule -> rule.path("/v1/**"));
    }
}
