package dev.holdfast.examples.sync.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.ThreeWayMerge.Choice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ThreeWayMergeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {"a":1,"b":1} | {"a":2,"b":1}     | {"a":1,"b":3}     | {"a":2,"b":3}
            {"a":1}       | {"a":1}           | {"a":2}           | {"a":2}
            {"a":1}       | {"a":2}           | {"a":2}           | {"a":2}
            {"a":12.50}   | {"a":12.5}        | {"a":13}          | {"a":13}
            {"a":1,"b":1} | {"b":1}           | {"a":1,"b":2}     | {"b":2}
            {"a":1}       | {"a":1,"n":5}     | {"a":2}           | {"a":2,"n":5}
            {"a":1}       | {"a":null}        | {"a":1}           | {"a":null}
            {"a":[1,2]}   | {"a":[1,2]}       | {"a":[2,1]}       | {"a":[2,1]}
            {"a":{"x":1}} | {"a":{"x":2}}     | {"a":{"x":1}}     | {"a":{"x":2}}
            """)
    void whatOnlyOneChangedMergesByItself(String base, String mine, String latest, String merged) {
        ThreeWayMerge merge = merge(base, mine, latest);

        assertThat(merge.contested()).isEmpty();
        assertThat(Representation.same(merge.merged(Map.of()), Representation.of(merged)))
                .isTrue();
    }

    @Test
    void whatBothChangedNeedsAChoice() {
        ThreeWayMerge merge = merge(
                "{\"amount\":1,\"note\":\"a\"}", "{\"amount\":2,\"note\":\"b\"}", "{\"amount\":3,\"note\":\"a\"}");

        assertThat(merge.contested()).containsExactly("amount");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> merge.merged(Map.of()))
                .withMessage("Both changed amount: choose mine or latest");
        assertThat(merge.merged(Map.of("amount", Choice.MINE))).hasToString("{\"amount\":2,\"note\":\"b\"}");
        assertThat(merge.merged(Map.of("amount", Choice.LATEST))).hasToString("{\"amount\":3,\"note\":\"b\"}");
    }

    @Test
    void aChoiceForWhatIsNotContestedIsAMistake() {
        ThreeWayMerge merge = merge("{\"a\":1}", "{\"a\":2}", "{\"a\":1}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> merge.merged(Map.of("a", Choice.LATEST)))
                .withMessage("There is nothing to choose for a");
    }

    @Test
    void anEditAndADeletionOfOneFieldAreContested() {
        assertThat(merge("{\"a\":1}", "{}", "{\"a\":2}").contested()).containsExactly("a");
        assertThat(merge("{\"a\":1}", "{\"a\":2}", "{}").contested()).containsExactly("a");
        assertThat(merge("{}", "{\"a\":2}", "{\"a\":3}").contested()).containsExactly("a");
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** No value comes from nowhere, nobody's sole change is dropped, and a choice is obeyed. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyFieldHasItsRightfulValue(int seed) {
        Random random = new Random(seed);
        ThreeWayMerge merge = new ThreeWayMerge(any(random), any(random), any(random));
        Map<String, Choice> choices = new HashMap<>();
        merge.contested().forEach(field -> choices.put(field, random.nextBoolean() ? Choice.MINE : Choice.LATEST));
        ObjectNode merged = merge.merged(choices);

        for (String field : List.of("a", "b", "c", "d")) {
            String base = value(merge.base(), field);
            String mine = value(merge.mine(), field);
            String latest = value(merge.latest(), field);
            String expected = mine.equals(base) ? latest : mine;
            if (!mine.equals(base) && !latest.equals(base) && !mine.equals(latest)) {
                expected = choices.get(field) == Choice.MINE ? mine : latest;
            }
            assertThat(value(merged, field)).as(field).isEqualTo(expected);
        }
    }

    private static String value(ObjectNode representation, String field) {
        return String.valueOf(representation.get(field));
    }

    private static ObjectNode any(Random random) {
        ObjectNode representation = Representation.empty();
        for (String field : List.of("a", "b", "c", "d")) {
            if (random.nextInt(4) > 0) {
                representation.put(field, random.nextInt(3));
            }
        }
        return representation;
    }

    private static ThreeWayMerge merge(String base, String mine, String latest) {
        return new ThreeWayMerge(Representation.of(base), Representation.of(mine), Representation.of(latest));
    }
}
