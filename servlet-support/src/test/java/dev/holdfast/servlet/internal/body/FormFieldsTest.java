package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|{}",
                "&&|{=[, ]}",
                "a=1|{a=[1]}",
                "a=1&b=2|{a=[1], b=[2]}",
                "b=2&a=1|{b=[2], a=[1]}",
                "a=1&a=2&b=3&a=|{a=[1, 2, ], b=[3]}",
                "a|{a=[]}",
                "a=|{a=[]}",
                "=1|{=[1]}",
                "a=1=2|{a=[1=2]}",
                "a=1&&b=2&|{a=[1], =[], b=[2]}",
                "a+b=c+d|{a b=[c d]}",
                "%61=%31%26%3D|{a=[1&=]}",
                "a=%C3%A9|{a=[é]}",
                "a=é|{a=[é]}",
                "a;b=1|{a;b=[1]}",
            })
    void aFormIsSplitAndDecoded(String form, String fields) throws IOException {
        assertThat(parse(form, StandardCharsets.UTF_8)).hasToString(fields);
    }

    @Test
    void aFormIsDecodedInItsOwnEncoding() throws IOException {
        assertThat(parse("a=%E9é", StandardCharsets.ISO_8859_1)).isEqualTo(Map.of("a", List.of("éé")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%=a", "a=1&b=%-1", "a=%4%41", "a=%ff", "a=%c0%80"})
    void whatIsNotWrittenAsItShouldBeIsTheClientsMistake(String form) {
        assertThatExceptionOfType(MalformedFormException.class).isThrownBy(() -> parse(form, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=%zz&b=1|{b=[1]}",
                "b=1&a=%4|{b=[1]}",
                "%zz=1|{}",
                "=1&b=1|{b=[1]}",
                "a=%ff&b=1|{a=[\ufffd], b=[1]}",
            })
    void someContainersLeaveOutWhatIsNotWrittenAsItShouldBe(String form, String fields) throws IOException {
        assertThat(parse(form, FormDialect.TOMCAT_10, StandardCharsets.UTF_8)).hasToString(fields);
    }

    @Test
    void someContainersFail() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a=%zz", FormDialect.UNDERTOW, StandardCharsets.UTF_8));
    }

    @Test
    void aFieldWithoutANameIsAFaultWhereTheContainerSaysSo() throws IOException {
        assertThat(parse("&&a=1&", FormDialect.TOMCAT_11, StandardCharsets.UTF_8))
                .hasToString("{a=[1]}");
        assertThatExceptionOfType(MalformedFormException.class)
                .isThrownBy(() -> parse("a=1&=2", FormDialect.TOMCAT_11, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsAsciiIsReadAsItIsWhereTheContainerDoes() throws IOException {
        assertThat(parse("a=bb", FormDialect.UNDERTOW, StandardCharsets.UTF_16)).hasToString("{a=[bb]}");
        assertThatExceptionOfType(MalformedFormException.class)
                .isThrownBy(() -> parse("a=bb", FormDialect.JETTY_12_0, StandardCharsets.UTF_16));
    }

    @Test
    void aFormHasABound() throws IOException {
        byte[] large = new byte[FormFields.MOST_BYTES];
        Arrays.fill(large, (byte) 'a');
        String many = "a&".repeat(FormFields.MOST_FIELDS);

        assertThat(FormFields.parse(new ByteArrayInputStream(large), FormDialect.OTHER, StandardCharsets.UTF_8))
                .hasSize(1);
        assertThat(parse(many, StandardCharsets.UTF_8).get("a")).hasSize(FormFields.MOST_FIELDS);
        byte[] larger = Arrays.copyOf(large, large.length + 1);
        for (FormDialect dialect : List.of(FormDialect.OTHER, FormDialect.TOMCAT_10)) {
            assertThatExceptionOfType(MalformedFormException.class)
                    .isThrownBy(
                            () -> FormFields.parse(new ByteArrayInputStream(larger), dialect, StandardCharsets.UTF_8))
                    .withMessageContaining("16777216 bytes");
            assertThatExceptionOfType(MalformedFormException.class)
                    .isThrownBy(() -> parse(many + "a", dialect, StandardCharsets.UTF_8))
                    .withMessageContaining("100000 fields");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFormIsReadAsItWasWritten(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            List<String> pairs = new ArrayList<>();
            for (int left = random.nextInt(5); left > 0; left--) {
                String name = text(random);
                String value = text(random);
                fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
                pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }

            assertThat(parse(String.join("&", pairs), StandardCharsets.UTF_8)).isEqualTo(fields);
        }
    }

    private static String text(Random random) {
        String alphabet = "ab =&+%;é\u20ac\n";
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static Map<String, List<String>> parse(String form, Charset charset) throws IOException {
        return parse(form, FormDialect.OTHER, charset);
    }

    private static Map<String, List<String>> parse(String form, FormDialect dialect, Charset charset)
            throws IOException {
        byte[] bytes = form.getBytes(charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.US_ASCII : charset);
        return FormFields.parse(new ByteArrayInputStream(bytes), dialect, charset);
    }
}
