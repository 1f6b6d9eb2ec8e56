package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
                "&&|{}",
                "a=1|{a=[1]}",
                "a=1&b=2|{a=[1], b=[2]}",
                "b=2&a=1|{b=[2], a=[1]}",
                "a=1&a=2&b=3&a=|{a=[1, 2, ], b=[3]}",
                "a|{a=[]}",
                "a=|{a=[]}",
                "=1|{=[1]}",
                "a=1=2|{a=[1=2]}",
                "a=1&&b=2&|{a=[1], b=[2]}",
                "a+b=c+d|{a b=[c d]}",
                "%61=%31%26%3D|{a=[1&=]}",
                "a=%C3%A9|{a=[é]}",
                "a=é|{a=[é]}",
                "a;b=1|{a;b=[1]}",
            })
    void aFormIsSplitAndDecoded(String form, String fields) {
        assertThat(parse(form, StandardCharsets.UTF_8)).hasToString(fields);
    }

    @Test
    void aFormIsDecodedInItsOwnEncoding() {
        assertThat(parse("a=%E9é", StandardCharsets.ISO_8859_1)).isEqualTo(Map.of("a", List.of("éé")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%=a", "a=1&b=%-1"})
    void whatIsNoEscapeIsRefused(String form) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(form, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFormIsReadAsItWasWritten(long seed) {
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

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "POST, application/x-www-form-urlencoded, true",
                "POST, application/x-www-form-urlencoded;charset=utf-8, true",
                "POST, application/x-www-form-urlencoded ; charset=utf-8, true",
                "POST, Application/X-WWW-Form-Urlencoded, true",
                "PATCH, application/x-www-form-urlencoded, false",
                "POST, application/x-www-form-urlencoded-too, false",
                "POST, application/json, false",
                "POST, multipart/form-data, false",
                "POST, none, false",
            })
    void onlyAPostedFormBecomesParameters(String method, @Nullable String contentType, boolean form) {
        assertThat(FormFields.areIn(request(method, contentType))).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({"jetty/12.1.14, true", "Apache Tomcat/11.0.27, false"})
    void aPutFormBecomesParametersWhereTheContainerTakesIt(String server, boolean form) {
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                FormFieldsTest.class.getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, called, args) -> {
                    assertThat(called.getName()).isEqualTo("getServerInfo");
                    return server;
                });
        HttpServletRequest put = new HttpServletRequestWrapper(request("PUT", "application/x-www-form-urlencoded")) {
            @Override
            public ServletContext getServletContext() {
                return context;
            }
        };

        assertThat(FormFields.areIn(put)).isEqualTo(form);
    }

    private static HttpServletRequest request(String method, @Nullable String contentType) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FormFieldsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> {
                    if (called.getName().equals("getMethod")) {
                        return method;
                    }
                    assertThat(called.getName()).isEqualTo("getHeader");
                    return contentType;
                });
    }

    private static Map<String, List<String>> parse(String form, Charset charset) {
        return FormFields.parse(form.getBytes(charset), charset);
    }
}
