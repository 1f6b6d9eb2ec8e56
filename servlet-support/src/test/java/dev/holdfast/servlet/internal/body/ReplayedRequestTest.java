package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayedRequestTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static ReplayedRequest taken(FormRequest request, String body) throws IOException {
        FakeStream stream = new FakeStream(body.getBytes(StandardCharsets.UTF_8));
        return new ReplayedRequest(
                request, new Source.Taken(BodyPrefix.read(stream, 4, -1), stream, (bytes, offset, length) -> {}));
    }

    private static ReplayedRequest form(String body) throws IOException {
        return taken(new FormRequest("POST", FORM).query(Map.of("q", new String[] {"1"})), body);
    }

    @Test
    void anEncodingThatIsSetBeforeTheReaderIsTheReaders() throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", "text/plain"), "h\u00e9llo");

        request.setCharacterEncoding("UTF-8");

        assertThat(request.getCharacterEncoding()).isEqualTo("UTF-8");
        assertThat(request.getReader().readLine()).isEqualTo("h\u00e9llo");
    }

    @Test
    void anEncodingThatIsSetAsACharsetIsTheReadersToo() throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", "text/plain"), "h\u00e9llo");

        request.setCharacterEncoding(StandardCharsets.UTF_8);

        assertThat(request.getCharacterEncoding()).isEqualTo("UTF-8");
        assertThat(request.getReader().readLine()).isEqualTo("h\u00e9llo");
    }

    @Test
    void anEncodingThatIsSetAfterTheReaderIsPassedOver() throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", "text/plain"), "h\u00e9llo");
        request.getReader();

        request.setCharacterEncoding("UTF-8");

        assertThat(request.getCharacterEncoding()).isNull();
        assertThat(request.getReader().readLine()).isEqualTo("h\u00c3\u00a9llo");
    }

    @Test
    void anEncodingThatIsUnknownIsRefused() throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", "text/plain"), "x");

        assertThatExceptionOfType(UnsupportedEncodingException.class)
                .isThrownBy(() -> request.setCharacterEncoding("no such"));
        assertThat(request.getCharacterEncoding()).isNull();
    }

    @Test
    void anEncodingThatIsSetBeforeTheParametersIsTheForms() throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", FORM).server("Apache Tomcat/11.0.0"), "a=%E2%82%AC");

        request.setCharacterEncoding("UTF-8");

        assertThat(request.getParameter("a")).isEqualTo("\u20ac");
    }

    @Test
    void theFormsValuesFollowTheQuerys() throws IOException {
        ReplayedRequest request = form("a=1&q=2&a=3");

        assertThat(request.getParameter("q")).isEqualTo("1");
        assertThat(request.getParameterValues("q")).containsExactly("1", "2");
        assertThat(request.getParameterValues("a")).containsExactly("1", "3");
        assertThat(request.getParameter("none")).isNull();
        assertThat(request.getParameterValues("none")).isNull();
        assertThat(Collections.list(request.getParameterNames())).containsExactly("q", "a");
        assertThat(request.getParameterMap()).containsOnlyKeys("q", "a");
    }

    @Test
    void afterTheParametersTheStreamIsAtItsEnd() throws IOException {
        ReplayedRequest request = form("a=1");

        assertThat(request.getParameter("a")).isEqualTo("1");

        assertThat(request.getInputStream().read()).isEqualTo(-1);
        assertThat(request.getParameter("a")).isEqualTo("1");
    }

    @Test
    void afterTheParametersTheReaderIsAtItsEnd() throws IOException {
        ReplayedRequest request = form("a=1");

        assertThat(request.getParameter("a")).isEqualTo("1");

        assertThat(request.getReader().readLine()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"jetty/12.0.1, false", "Apache Tomcat/10.1.1, false", "Undertow - 2.3, false", "jetty/12.1.0, true"})
    void afterTheStreamWasTakenTheFormIsParsedWhereTheContainerDoes(String server, boolean parsed) throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", FORM).server(server), "a=1");

        request.getInputStream();

        assertThat(request.getParameterMap().containsKey("a")).isEqualTo(parsed);
    }

    @Test
    void afterTheStreamWasReadTheFormIsNotParsed() throws IOException {
        ReplayedRequest request = taken(new FormRequest("POST", FORM).server("jetty/12.1.0"), "a=1");

        assertThat(request.getInputStream().read()).isEqualTo('a');

        assertThat(request.getParameterMap()).isEmpty();
        assertThat(request.getInputStream().readAllBytes()).asString().isEqualTo("=1");
    }

    @Test
    void aMalformedFormStaysMalformed() throws IOException {
        ReplayedRequest request = form("a=1&b=%zz");

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(MalformedFormException.class).isThrownBy(() -> request.getParameter("a"));
            assertThatExceptionOfType(MalformedFormException.class).isThrownBy(request::getParameterMap);
        }
    }

    @Test
    void streamAndReaderExcludeEachOther() throws IOException {
        ReplayedRequest streamed = form("a=1");
        streamed.getInputStream();
        ReplayedRequest read = form("a=1");
        read.getReader();

        assertThatIllegalStateException().isThrownBy(streamed::getReader);
        assertThatIllegalStateException().isThrownBy(read::getInputStream);
    }
}
