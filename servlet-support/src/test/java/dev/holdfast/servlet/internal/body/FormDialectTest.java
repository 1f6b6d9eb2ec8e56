package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormDialectTest {

    @ParameterizedTest
    @CsvSource({
        "jetty/12.0.39, JETTY_12_0",
        "jetty/11.0.2, JETTY_12_0",
        "jetty/12.1.14, JETTY_12_1",
        "jetty/13.0.0, JETTY_12_1",
        "Apache Tomcat/10.1.59, TOMCAT_10",
        "Apache Tomcat/11.0.27, TOMCAT_11",
        "Apache Tomcat (TomEE)/10.1.0 (10.0.0), TOMCAT_10",
        "Undertow - 2.3.26.Final, UNDERTOW",
        "WildFly 30.0.0.Final (WildFly Core 22.0.1.Final) - 2.3.10.Final, UNDERTOW",
        "Nameless, OTHER",
        "'', OTHER",
    })
    void aContainerIsKnownByItsName(String server, FormDialect dialect) {
        assertThat(FormDialect.named(server)).isEqualTo(dialect);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "POST, application/x-www-form-urlencoded, true",
                "POST, application/x-www-form-urlencoded;charset=utf-8, true",
                "POST, application/x-www-form-urlencoded ; charset=utf-8, true",
                "POST, Application/X-WWW-Form-Urlencoded, true",
                "PUT, application/x-www-form-urlencoded, false",
                "PATCH, application/x-www-form-urlencoded, false",
                "POST, application/x-www-form-urlencoded-too, false",
                "POST, application/json, false",
                "POST, multipart/form-data, false",
                "POST, none, false",
            })
    void bySpecificationOnlyAPostedFormBecomesParameters(String method, @Nullable String contentType, boolean form) {
        FormRequest request = new FormRequest(method, contentType);

        assertThat(FormDialect.OTHER.parses(request)).isEqualTo(form);
        assertThat(FormDialect.TOMCAT_10.parses(request)).isEqualTo(form);
        assertThat(FormDialect.TOMCAT_11.parses(request)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({"POST, true, true", "PUT, true, true", "PATCH, false, true", "DELETE, false, true"})
    void someContainersTakeMoreMethods(String method, boolean jetty, boolean undertow) {
        FormRequest request = new FormRequest(method, "application/x-www-form-urlencoded");

        assertThat(FormDialect.JETTY_12_0.parses(request)).isEqualTo(jetty);
        assertThat(FormDialect.JETTY_12_1.parses(request)).isEqualTo(jetty);
        assertThat(FormDialect.UNDERTOW.parses(request)).isEqualTo(undertow);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // what the form says, what getCharacterEncoding says, what Jetty takes, what the others take
                "'', none, UTF-8, ISO-8859-1",
                "'', UTF-16, UTF-8, UTF-16",
                ";charset=UTF-16, UTF-16, UTF-16, UTF-16",
                "; charset=\"utf-8\", utf-8, UTF-8, UTF-8",
                ";charset=UTF-16, UTF-8, UTF-16, UTF-8",
            })
    void aFormIsWrittenInWhatTheContainerGoesBy(
            String parameter, @Nullable String encoding, String jetty, String others) {
        FormRequest request =
                new FormRequest("POST", "application/x-www-form-urlencoded" + parameter).encoding(encoding);

        assertThat(FormDialect.JETTY_12_1.charset(request)).isEqualTo(Charset.forName(jetty));
        assertThat(FormDialect.TOMCAT_11.charset(request)).isEqualTo(Charset.forName(others));
        assertThat(FormDialect.UNDERTOW.charset(request)).isEqualTo(Charset.forName(others));
    }

    @Test
    void anUnknownCharsetIsTheClientsMistakeOrIsPassedOver() {
        FormRequest request =
                new FormRequest("POST", "application/x-www-form-urlencoded;charset=no such").encoding("no such");

        assertThatExceptionOfType(MalformedFormException.class)
                .isThrownBy(() -> FormDialect.JETTY_12_0.charset(request));
        assertThat(FormDialect.TOMCAT_10.charset(request)).hasToString("ISO-8859-1");
    }
}
