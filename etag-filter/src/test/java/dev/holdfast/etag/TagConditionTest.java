package dev.holdfast.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 sections 5.6.1 (lists), 8.8.3 (tags), 13.1.1 and 13.1.2 (fields). */
class TagConditionTest {

    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of(List.of("\"xyzzy\""), "[\"xyzzy\"]"),
                Arguments.of(List.of("W/\"xyzzy\""), "[W/\"xyzzy\"]"),
                Arguments.of(List.of("\"\""), "[\"\"]"),
                Arguments.of(
                        List.of("\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\""), "[\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"]"),
                Arguments.of(List.of("\"a\",W/\"b\""), "[\"a\", W/\"b\"]"),
                Arguments.of(List.of("\"a\"", "\"b\""), "[\"a\", \"b\"]"),
                Arguments.of(List.of("\"a,b\""), "[\"a,b\"]"),
                Arguments.of(List.of("\"a\\b\""), "[\"a\\b\"]"),
                Arguments.of(List.of("\"\u00e9\u00ff\""), "[\"\u00e9\u00ff\"]"),
                Arguments.of(List.of(", ,\"a\",,\t\"b\" ,"), "[\"a\", \"b\"]"),
                Arguments.of(List.of(""), "[]"),
                Arguments.of(List.of("", "\"a\""), "[\"a\"]"),
                Arguments.of(List.of(","), "[]"),
                Arguments.of(List.of("\"*\""), "[\"*\"]"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void tagsAreRead(List<String> lines, String tags) throws Exception {
        assertThat(TagCondition.parse("If-Match", lines))
                .isInstanceOfSatisfying(
                        TagCondition.Tags.class, read -> assertThat(read.tags()).hasToString(tags));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", ",*", "*,,"})
    void aStarStandsForWhateverThereIs(String line) throws Exception {
        assertThat(TagCondition.parse("If-Match", List.of(line))).isEqualTo(new TagCondition.Any());
    }

    static Stream<List<String>> unreadable() {
        return Stream.of(
                List.of("xyzzy"),
                List.of("\"a"),
                List.of("a\""),
                List.of("\"a\" \"b\""),
                List.of("\"a\"\"b\""),
                List.of("\"a b\""),
                List.of("\"a\u007f\""),
                List.of("\"a\u0001\""),
                List.of("\"a\u20ac\""),
                List.of("w/\"a\""),
                List.of("W/ \"a\""),
                List.of("W/"),
                List.of("W\"a\""),
                List.of("'a'"),
                List.of("\"a\";q=1"),
                List.of("*, \"a\""),
                List.of("\"a\"", "*"),
                List.of("*", "*"),
                List.of("**"),
                List.of("\"a", "b\""),
                List.of("\"a\"; \"b\""));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadIsNotGuessedAt(List<String> lines) {
        assertThatExceptionOfType(MalformedConditionException.class)
                .isThrownBy(() -> TagCondition.parse("If-Match", lines))
                .withMessageStartingWith("The field If-Match holds no precondition: ");
    }

    @Test
    void noFieldIsNoCondition() throws Exception {
        assertThat(TagCondition.parse("If-Match", List.of())).isEqualTo(new TagCondition.Absent());
    }

    /** Whatever list of tags is written, with whatever white space and however many lines, the same is read. */
    @Test
    void whatIsWrittenIsRead() throws Exception {
        Random random = new Random(13);
        for (int round = 0; round < 5_000; round++) {
            List<EntityTag> tags = new ArrayList<>();
            List<String> lines = new ArrayList<>(List.of(""));
            for (int i = random.nextInt(5); i > 0; i--) {
                EntityTag tag = new EntityTag(opaque(random), random.nextBoolean());
                tags.add(tag);
                int last = lines.size() - 1;
                lines.set(last, lines.get(last) + space(random) + tag + space(random));
                if (random.nextBoolean()) {
                    lines.set(last, lines.get(last) + ",");
                } else {
                    lines.add("");
                }
            }
            assertThat(TagCondition.parse("If-None-Match", lines)).isEqualTo(new TagCondition.Tags(tags));
        }
    }

    private static String opaque(Random random) {
        StringBuilder opaque = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; ) {
            int c = random.nextInt(256);
            if (EntityTag.isTagCharacter(c)) {
                opaque.append((char) c);
                i--;
            }
        }
        return opaque.toString();
    }

    private static String space(Random random) {
        return List.of("", " ", "\t", " , ", ",").get(random.nextInt(5));
    }
}
