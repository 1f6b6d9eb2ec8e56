package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.servlet.Mode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBuilderTest {

    @Test
    void aRuleThatSaysOnlyAPathIsCautious() {
        IdempotencyRule rule = new RuleBuilder().path("/v1/**").build();

        assertThat(rule.methods()).containsExactlyInAnyOrder("POST", "PUT", "PATCH", "DELETE");
        assertThat(rule.requirement()).isEqualTo(Requirement.OPTIONAL);
        assertThat(rule.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(rule.onConflict()).isEqualTo(ConflictPolicy.reject());
        assertThat(rule.onLapse()).isEqualTo(LapsePolicy.OUTCOME_UNKNOWN);
        assertThat(rule.onStoreFailure()).isEqualTo(StoreFailurePolicy.FAIL_CLOSED);
        assertThat(rule.keep()).isEqualTo(KeptOutcomes.standard());
        assertThat(rule.guarantee()).isEqualTo(Guarantee.IN_PROCESS);
    }

    @Test
    void everyOptionCanBeSaidInText() {
        IdempotencyRule rule = RuleBuilder.parse(
                " methods=post,DELETE  path=/v1/{id}\trequirement=required mode=observe"
                        + " onConflict=wait(5s) onLapse=run-again onStoreFailure=fail-open keep=2xx,!204 guarantee=fenced ");

        assertThat(rule)
                .usingRecursiveComparison()
                .isEqualTo(new RuleBuilder()
                        .methods("POST", "DELETE")
                        .path("/v1/{id}")
                        .required()
                        .mode(Mode.OBSERVE)
                        .onConflict(ConflictPolicy.waitUpTo(Duration.ofSeconds(5)))
                        .onLapse(LapsePolicy.RUN_AGAIN)
                        .onStoreFailure(StoreFailurePolicy.FAIL_OPEN)
                        .keep(KeptOutcomes.parse("2xx,!204"))
                        .guarantee(Guarantee.FENCED)
                        .build());
    }

    @Test
    void theBuilderAndTheTextHaveTheSameNames() {
        Set<String> sugar = Set.of("required", "optional", "off");
        Set<String> methods = Arrays.stream(RuleBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !sugar.contains(name))
                .collect(Collectors.toSet());

        assertThat(RuleBuilder.names()).containsExactlyInAnyOrderElementsOf(methods);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path=v1|path is \"v1\": it must begin with /",
                "path=/a/**/b|path is \"/a/**/b\": ** must be its last segment",
                "path=/a methods=GET|methods has GET: safe methods never take part",
                "path=/a methods=POST,head|methods has HEAD: safe methods never take part",
                "path=/v1/caf%c3%a9|path is /v1/caf%c3%a9: it must be written without percent escapes: paths are decoded",
                "path=/a methods=REPORT|methods has REPORT: safe methods never take part",
                "path=/a requirement=must|requirement is \"must\": it must be one of [REQUIRED, OPTIONAL, OFF]",
                "path=/a mode=watch|mode is \"watch\": it must be one of [ENFORCE, OBSERVE]",
                "path=/a onConflict=queue|onConflict is \"queue\": it must be reject or wait(DURATION)",
                "path=/a onLapse=forget|onLapse is \"forget\": it must be one of [RUN_AGAIN, OUTCOME_UNKNOWN]",
                "path=/a onStoreFailure=x|onStoreFailure is \"x\": it must be one of [FAIL_CLOSED, FAIL_OPEN]",
                "path=/a keep=all|keep is \"all\": it must be a list such as 2xx,4xx,!404",
                "path=/a guarantee=some|guarantee is \"some\": it must be one of [IN_PROCESS, FENCED, TRANSACTIONAL]",
            })
    void aWrongValueIsRefusedByItsName(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleBuilder.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST,", "PO(ST", "*", "ALL", "ANY", "POST|PUT", "POST+PUT", "POST;PUT", "PSOT"})
    void whatIsNoMethodIsRefused(String methods) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleBuilder.parse("path=/a methods=" + methods))
                .withMessage("methods is [" + methods.replace(",", ", ")
                        + "]: it must be unsafe methods that HTTP has, such as POST,PUT,PATCH,DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%", "/100%/x", "/a%2", "/%zz"})
    void aPercentThatEscapesNothingIsItself(String path) {
        assertThat(new RuleBuilder().path(path).build().matches("POST", path, null))
                .isTrue();
    }

    @Test
    void theMethodsOfOtherStandardsAreKnown() {
        assertThat(new RuleBuilder()
                        .methods("MKCOL", "version-control")
                        .path("/**")
                        .build())
                .hasToString("MKCOL,VERSION-CONTROL /**");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paths=/v1", "required", "Path=/v1", "=/v1", "path"})
    void aWordThatIsNoOptionIsRefusedByItself(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleBuilder.parse("methods=POST " + word))
                .withMessageStartingWith("rules has \"" + word + "\" in \"methods=POST " + word + "\"")
                .withMessageContaining("path");
    }

    @Test
    void aRuleWithoutAPathIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RuleBuilder.parse("methods=POST"))
                .withMessage("path is not set");
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("methods", rule -> rule.methods("POST")),
                option("path", rule -> rule.path("/v1")),
                option("requirement", RuleBuilder::required),
                option("mode", rule -> rule.mode(Mode.ENFORCE)),
                option("onConflict", rule -> rule.onConflict(ConflictPolicy.reject())),
                option("onLapse", rule -> rule.onLapse(LapsePolicy.RUN_AGAIN)),
                option("onStoreFailure", rule -> rule.onStoreFailure(StoreFailurePolicy.FAIL_OPEN)),
                option("keep", rule -> rule.keep(KeptOutcomes.standard())),
                option("guarantee", rule -> rule.guarantee(Guarantee.FENCED)));
    }

    private static Arguments option(String name, Consumer<RuleBuilder> set) {
        return Arguments.of(name, set);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionIsSetOnce(String name, Consumer<RuleBuilder> set) {
        RuleBuilder rule = new RuleBuilder();
        set.accept(rule);

        assertThatIllegalStateException()
                .isThrownBy(() -> set.accept(rule))
                .withMessageMatching(name + " is set twice: to .+ and to .+");
    }

    @Test
    void aContradictionNamesBothSides() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RuleBuilder().required().off())
                .withMessage("requirement is set twice: to REQUIRED and to OFF");
    }

    @Test
    void methodsAreWrittenInAnyCaseAndKeptInTheirOrder() {
        assertThat(new RuleBuilder().methods(" put", "post ").path("/v1/**").build())
                .hasToString("PUT,POST /v1/**");
    }

    @Test
    void aRuleMatchesItsMethodsOnItsPaths() {
        IdempotencyRule rule =
                new RuleBuilder().methods("POST").path("/v1/{id}").build();

        assertThat(rule.matches("POST", "/v1/7", null)).isTrue();
        assertThat(rule.matches("PUT", "/v1/7", null)).isFalse();
        assertThat(rule.matches("POST", "/v2/7", null)).isFalse();
    }
}
