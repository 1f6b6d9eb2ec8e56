package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProblemRendererTest {
    private static final URI TYPE = URI.create("https://api.example/p/key-missing");

    @Test
    void aProblemIsRenderedWhole() throws IOException {
        FakeResponse response = render(Problem.of(TYPE, 400, "A key is required", "Send one."));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.fields())
                .containsEntry("Content-Type", List.of("application/problem+json"))
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Link", List.of("<https://api.example/p/key-missing>; rel=\"describedby\""))
                .doesNotContainKey("Retry-After");
        assertThat(text(response))
                .isEqualTo("{\"type\":\"https://api.example/p/key-missing\",\"title\":\"A key is required\","
                        + "\"status\":400,\"detail\":\"Send one.\",\"retryable\":false}");
        assertThat(response.length()).isEqualTo(response.body().length);
    }

    @Test
    void aRetryableProblemSaysWhen() throws IOException {
        FakeResponse response = render(Problem.of(TYPE, 503, "t", "d").retryableAfter(Duration.ofSeconds(5)));

        assertThat(response.fields()).containsEntry("Retry-After", List.of("5"));
        assertThat(text(response)).contains("\"retryable\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 1",
        "PT0.000000001S, 1",
        "PT0.999S, 1",
        "PT1S, 1",
        "PT1.000000001S, 2",
        "PT1.5S, 2",
        "PT1.999999999S, 2",
        "PT2S, 2",
        "PT1H, 3600",
        "PT-5S, 1",
    })
    void theDelayIsRoundedUpToAWholeSecond(Duration delay, String seconds) throws IOException {
        FakeResponse response = render(Problem.of(TYPE, 503, "t", "d").retryableAfter(delay));

        assertThat(response.fields()).containsEntry("Retry-After", List.of(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a \"b\" c|a \\\"b\\\" c",
                "a\\b|a\\\\b",
                "`a\nb\rc\td`|a\\u000ab\\u000dc\\u0009d",
                "\u0000\u001f|\\u0000\\u001f",
                "\u007fé/\u20ac|\u007fé/\u20ac",
                "\ud83d\ude00|\ud83d\ude00",
            })
    void textIsEscapedAsJsonAsks(String text, String json) {
        assertThat(JsonProblemRenderer.json(Problem.of(TYPE, 400, text, "d"))).contains("\"title\":\"" + json + "\",");
        assertThat(JsonProblemRenderer.json(Problem.of(TYPE, 400, "t", text))).contains("\"detail\":\"" + json + "\",");
    }

    @Test
    void theLengthIsCountedInBytes() throws IOException {
        FakeResponse response = render(Problem.of(TYPE, 400, "Schlüssel", "\u20ac"));

        assertThat(response.length()).isEqualTo(text(response).getBytes(StandardCharsets.UTF_8).length);
        assertThat(text(response)).contains("Schlüssel", "\u20ac");
    }

    private static FakeResponse render(Problem problem) throws IOException {
        FakeResponse response = new FakeResponse();
        ProblemRenderer.json().render(problem, untouchable(), response);
        return response;
    }

    private static HttpServletRequest untouchable() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static String text(FakeResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
