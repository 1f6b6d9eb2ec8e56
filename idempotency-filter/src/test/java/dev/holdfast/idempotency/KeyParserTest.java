package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyParserTest {
    private static final String HEADER = "Idempotency-Key";
    private static final String UUID = "0190163d-8694-739b-aea5-966c26f8ad90";

    private final KeyParser parser = new KeyParser(HEADER, KeyFormat.ANY, 1);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "k,k",
                "\"k\",k",
                " \"k\" ,k",
                "\tk\t,k",
                "\"k\";version=1,k",
                "\"k\";a;b=\"c\",k",
                "KeY,KeY",
                "a\"b,a\"b",
                "\"a\\\"b\",a\"b",
                "\"a\\\\b\",a\\b",
                "a\\b,a\\b",
                "'k','k'",
                "k;version=1,k;version=1",
                ":a2V5:,:a2V5:",
                "?1,?1",
                "42,42",
                "~,~",
                "!,!",
            })
    void aKeyIsReadFromItsSpelling(String line, String key) {
        assertThat(parser.parse(line)).isEqualTo(new KeyField.Present(key));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "``|it is empty",
                "` `|it is empty",
                "\"\"|it is empty",
                "a b|it has a character that is not visible ASCII",
                "\"a b\"|it has a character that is not visible ASCII",
                "a\tb|it has a character that is not visible ASCII",
                "é|it has a character that is not visible ASCII",
                "a\u007f|it has a character that is not visible ASCII",
                "a\u0000|it has a character that is not visible ASCII",
                "\u00a0k|it has a character that is not visible ASCII",
                "\"|it begins with a quote and is not a Structured Fields string",
                "\"k|it begins with a quote and is not a Structured Fields string",
                "\"k\"x|it begins with a quote and is not a Structured Fields string",
                "\"k\", \"l\"|it begins with a quote and is not a Structured Fields string",
                "\"k\\n\"|it begins with a quote and is not a Structured Fields string",
                "\"é\"|it begins with a quote and is not a Structured Fields string",
                "\"k\";A=1|it begins with a quote and is not a Structured Fields string",
            })
    void aSpellingThatIsNoKeyIsMalformed(String line, String reason) {
        assertThat(parser.parse(line)).isEqualTo(new KeyField.Malformed(reason));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 254, 255})
    void aKeyMayHaveUpTo255Characters(int length) {
        String key = "k".repeat(length);

        assertThat(parser.parse(key)).isEqualTo(new KeyField.Present(key));
        assertThat(parser.parse('"' + key + '"')).isEqualTo(new KeyField.Present(key));
    }

    @Test
    void escapesDoNotCountTowardsTheLength() {
        assertThat(parser.parse('"' + "\\\"".repeat(255) + '"')).isEqualTo(new KeyField.Present("\"".repeat(255)));
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 600, 70_000})
    void aKeyOfMoreThan255CharactersIsMalformed(int length) {
        KeyField tooLong = new KeyField.Malformed("it is longer than 255 characters");

        assertThat(parser.parse("k".repeat(length))).isEqualTo(tooLong);
        assertThat(parser.parse('"' + "k".repeat(length) + '"')).isEqualTo(tooLong);
    }

    @ParameterizedTest
    @CsvSource({"7,false", "8,true", "9,true"})
    void aKeyHasAtLeastAsManyCharactersAsAsked(int length, boolean accepted) {
        KeyField read = new KeyParser(HEADER, KeyFormat.ANY, 8).parse("\"" + "k".repeat(length) + "\"");

        assertThat(read)
                .isEqualTo(
                        accepted
                                ? new KeyField.Present("k".repeat(length))
                                : new KeyField.Malformed("it is shorter than 8 characters"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                UUID + ",true",
                "0190163D-8694-739B-AEA5-966C26F8AD90,true",
                "\"" + UUID + "\",true",
                "00000000-0000-0000-0000-000000000000,true",
                "{" + UUID + "},false",
                "0190163d8694739baea5966c26f8ad90,false",
                UUID + "0,false",
                "0190163g-8694-739b-aea5-966c26f8ad90,false",
            })
    void theFormatUuidAcceptsUuidsOnly(String line, boolean accepted) {
        KeyField read = new KeyParser(HEADER, KeyFormat.UUID, 1).parse(line);

        assertThat(read).isInstanceOf(accepted ? KeyField.Present.class : KeyField.Malformed.class);
    }

    @Test
    void noFieldIsNoKey() {
        assertThat(parser.read(new FakeRequest())).isEqualTo(new KeyField.Absent());
    }

    @Test
    void anEmptyFieldIsMalformed() {
        assertThat(parser.read(new FakeRequest().header(HEADER, ""))).isEqualTo(new KeyField.Malformed("it is empty"));
    }

    @Test
    void severalLinesAreMalformedEvenIfTheySayTheSame() {
        assertThat(parser.read(new FakeRequest().header(HEADER, "k", "k")))
                .isEqualTo(new KeyField.Malformed("the field stands on several lines"));
    }

    @Test
    void theFieldMayHaveAnotherName() {
        KeyParser renamed = new KeyParser("X-Request-Token", KeyFormat.ANY, 1);

        assertThat(renamed.read(new FakeRequest().header("X-Request-Token", "k").header(HEADER, "l")))
                .isEqualTo(new KeyField.Present("k"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyBytesAreAKeyOrMalformed(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String line = random.nextBoolean() ? anyBytes(random) : almostAString(random);

            KeyField read = parser.parse(line);

            if (read instanceof KeyField.Present present) {
                assertThat(present.key()).matches("[!-~]{1,255}");
            } else {
                assertThat(read).isInstanceOf(KeyField.Malformed.class);
            }
        }
    }

    private static String anyBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Closer to the parser's branches than what is merely random: a quote, and then the grammar's own characters. */
    private static String almostAString(Random random) {
        String alphabet = "\"\"\\;=,ab*@%?:-.019 \té()";
        StringBuilder line = new StringBuilder("\"");
        for (int left = random.nextInt(14); left > 0; left--) {
            line.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return line.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aQuotedKeyAndABareOneAreTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String key = key(random);

            KeyField quoted = parser.parse('"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"');

            assertThat(quoted).isEqualTo(new KeyField.Present(key));
            if (!key.startsWith("\"")) {
                assertThat(parser.parse(key)).isEqualTo(quoted);
            }
        }
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int left = 1 + random.nextInt(random.nextInt(10) == 0 ? 255 : 8); left > 0; left--) {
            key.append((char) (random.nextInt(4) == 0 ? "\"\\".charAt(random.nextInt(2)) : 0x21 + random.nextInt(94)));
        }
        return key.toString();
    }
}
