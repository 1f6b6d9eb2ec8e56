package dev.holdfast.servlet.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8259. */
@NullMarked
class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                " false\n",
                "0",
                "-0",
                "12.34",
                "1e5",
                "-1.5E-10",
                "\"\"",
                "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
                "{\"a\":1,\"b\":[1,2,{\"c\":null}]}",
                "\t[ 1 , 2 ]\r\n",
                "\"\u20ac\ud83d\ude00\""
            })
    void whatIsJsonIsTakenForIt(String text) {
        assertThat(JsonText.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "-",
                "NaN",
                "tru",
                "truex",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"\n\"",
                "{} {}",
                "[1] 2",
                "// no\n1",
                "<html>"
            })
    void whatIsNoneIsNot(String text) {
        assertThat(JsonText.isValid(text)).isFalse();
    }

    @Test
    void whatIsTooDeepIsLeftOut() {
        assertThat(JsonText.isValid("[".repeat(100) + "]".repeat(100))).isTrue();
        assertThat(JsonText.isValid("[".repeat(100_000) + "]".repeat(100_000))).isFalse();
    }

    @Test
    void whateverIsQuotedIsJson() {
        StringBuilder text = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            text.append(c);
        }

        assertThat(JsonText.isValid(JsonText.quoted(text.toString()))).isTrue();
        assertThat(JsonText.quoted("\"expense-1-v2\"")).isEqualTo("\"\\\"expense-1-v2\\\"\"");
    }
}
