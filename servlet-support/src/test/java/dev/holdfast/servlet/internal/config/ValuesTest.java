package dev.holdfast.servlet.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "0s, PT0S",
        "30s, PT30S",
        "30 s, PT30S",
        "15m, PT15M",
        "24h, PT24H",
        "3d, PT72H",
        "' 30s ', PT30S",
        "PT30S, PT30S",
        "pt1h30m, PT1H30M",
        "P1D, PT24H",
        "-PT5S, PT-5S",
        "999999999d, PT23999999976H",
    })
    void aDurationIsRead(String text, Duration duration) {
        assertThat(Values.duration("lease", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "30S", "30sec", "-5s", "1.5s", "1h30m", "9999999999s", "P1Y", "PT", "٣s"})
    void whatIsNoDurationIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.duration("lease", text))
                .withMessage("lease is \"" + text + "\": it must be a duration such as 30s, 24h or PT30S");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "4096B, 4096",
        "64KiB, 65536",
        "64 KiB, 65536",
        "1MiB, 1048576",
        "3GiB, 3221225472",
        "8589934591GiB, 9223372035781033984",
    })
    void aSizeIsRead(String text, long bytes) {
        assertThat(Values.bytes("bodyMemory", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "64K", "64kb", "64kib", "1.5MiB", "KiB", "1TiB", "1000000000000"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.bytes("bodyMemory", text))
                .withMessage("bodyMemory is \"" + text + "\": it must be a size such as 4096, 64KiB or 1MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8589934592GiB", "17179869184GiB", "999999999999GiB"})
    void aSizeThatNoNumberHoldsIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.bytes("bodyMemory", text))
                .withMessage("bodyMemory is \"" + text + "\": it must be less than 8 EiB");
    }

    @ParameterizedTest
    @CsvSource({"2147483647, true", "2147483648, false", "1GiB, true", "2GiB, false", "4GiB, false"})
    void anArraysSizeIsLessThan2GiB(String text, boolean fits) {
        if (fits) {
            assertThat(Values.arraySize("bodyMemory", text)).isEqualTo((int) Values.bytes("bodyMemory", text));
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Values.arraySize("bodyMemory", text))
                    .withMessage("bodyMemory is \"" + text + "\": it must be less than 2 GiB");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-7, -7", "+7, 7", "' 7 ', 7", "9223372036854775807, 9223372036854775807"})
    void aNumberIsRead(String text, long number) {
        assertThat(Values.number("callerQuota", text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven", "7.0", "1e3", "0x7", "1_000", "9223372036854775808"})
    void whatIsNoNumberIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.number("callerQuota", text))
                .withMessage("callerQuota is \"" + text + "\": it must be a whole number");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "' true\n', true"})
    void trueAndFalseAreRead(String text, boolean value) {
        assertThat(Values.bool("replay", text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TRUE", "yes", "1", "on", "true false"})
    void nothingElseIsTrueOrFalse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.bool("replay", text))
                .withMessage("replay is \"" + text + "\": it must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HALF_EVEN", "half_even", "half-even", "Half-Even", " half-even "})
    void aConstantIsReadInAnyCaseWithDashesOrUnderscores(String text) {
        assertThat(Values.constant("rounding", text, RoundingMode.class)).isEqualTo(RoundingMode.HALF_EVEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "halfeven", "half even"})
    void whatIsNoConstantIsRefusedWithTheConstants(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.constant("rounding", text, RoundingMode.class))
                .withMessageStartingWith("rounding is \"" + text + "\": it must be one of [UP, DOWN, CEILING, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "PATCH", "If-Match", "x.y_z~1", "#$%&'*+^`|"})
    void aTokenIsOne(String text) {
        assertThat(Values.isToken(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "If Match", "If-Match:", "a,b", "a/b", "(a)", "a\"", "é", "a\n"})
    void whatHasAnotherCharacterIsNoToken(String text) {
        assertThat(Values.isToken(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr", "de", "ar"})
    void theMachinesLanguageMakesNoDifference(String language) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(Values.constant("rounding", "ceiling", RoundingMode.class))
                    .isEqualTo(RoundingMode.CEILING);
            assertThat(Values.duration("lease", "5m")).isEqualTo(Duration.ofMinutes(5));
        } finally {
            Locale.setDefault(before);
        }
    }
}
