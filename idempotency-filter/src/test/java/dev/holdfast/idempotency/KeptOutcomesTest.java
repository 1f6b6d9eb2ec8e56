package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptOutcomesTest {

    @Test
    void byDefaultWhatMayComeOutDifferentlyNextTimeIsNotKept() {
        Set<Integer> released = Set.of(401, 403, 408, 425, 428, 429);

        List<Integer> kept = kept(KeptOutcomes.standard());

        assertThat(kept)
                .isEqualTo(IntStream.range(200, 500)
                        .filter(status -> !released.contains(status))
                        .boxed()
                        .collect(Collectors.toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|200",
                "200,404|200 404",
                " 200 , 404 |200 404",
                "404,!404|``",
                "!404,404|404",
                "!2xx|``",
                "!2xx,201|201",
                "599|599",
                "100|100",
            },
            quoteCharacter = '`')
    void aListIsReadFromLeftToRight(String text, String statuses) {
        List<Integer> expected = statuses.isEmpty()
                ? List.of()
                : List.of(statuses.split(" ", -1)).stream()
                        .map(Integer::valueOf)
                        .toList();

        assertThat(kept(KeptOutcomes.parse(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "3,300", "4,400", "5,500"})
    void aClassHasItsHundredStatuses(String digit, int from) {
        assertThat(kept(KeptOutcomes.parse(digit + "xx")))
                .isEqualTo(IntStream.range(from, from + 100).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "2xx,", ",2xx", "2x", "20", "2000", "600", "6xx", "0xx", "!", "!!404", "2XX", "ok"})
    void whatIsNoListIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeptOutcomes.parse(text))
                .withMessage("keep is \"" + text + "\": it must be a list such as 2xx,4xx,!404");
    }

    @Test
    void twoListsOfTheSameStatusesAreEqual() {
        assertThat(KeptOutcomes.parse("200,404"))
                .isEqualTo(KeptOutcomes.parse("404,200"))
                .hasSameHashCodeAs(KeptOutcomes.parse("404,200"))
                .isNotEqualTo(KeptOutcomes.parse("200"))
                .hasToString("200,404");
    }

    private static List<Integer> kept(KeptOutcomes outcomes) {
        return IntStream.range(0, 1000).filter(outcomes::includes).boxed().collect(Collectors.toList());
    }
}
