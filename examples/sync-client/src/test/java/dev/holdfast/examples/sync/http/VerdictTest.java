package dev.holdfast.examples.sync.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void successIsDelivered(int status) {
        assertThat(Verdict.on("PUT", json(status, status == 204 ? "" : "{}"))).isInstanceOf(Answer.Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 401, 403, 404, 412})
    void theSignInPageOfAHotelIsNoAnswer(int status) {
        Received page = new Received(status, "text/html", null, null, null, NOW, "<html>Welcome</html>");

        assertThat(Verdict.on("PUT", page)).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 407, 511})
    void norIsARedirectOrAProxyThatWantsToKnowWhoIsThere(int status) {
        assertThat(Verdict.on("PUT", json(status, "{}"))).isInstanceOf(Answer.Later.class);
    }

    @Test
    void successThatIsNoJsonIsNoAnswer() {
        assertThat(Verdict.on("PUT", json(200, "<html>Welcome</html>"))).isInstanceOf(Answer.Later.class);
    }

    @Test
    void whatWasCreatedIsToldByItsLocationOrItsId() {
        Received located = new Received(201, "", "/v1/expenses/1", null, null, NOW, "");

        assertThat(Verdict.on("POST", located)).isInstanceOf(Answer.Delivered.class);
        assertThat(Verdict.on("POST", json(200, "{\"id\":1}"))).isInstanceOf(Answer.Delivered.class);
        assertThat(Verdict.on("POST", json(200, "{\"captive\":true}"))).isInstanceOf(Answer.Later.class);
        assertThat(Verdict.on("POST", json(204, ""))).isInstanceOf(Answer.Later.class);
    }

    @Test
    void aFailedPreconditionIsAConflictWithWhatTheServerHas() {
        Answer answer = Verdict.on("PUT", problem(412, "{\"latest\":{\"amount\":1.50},\"latestEtag\":\"\\\"v2\\\"\"}"));

        assertThat(answer).isEqualTo(new Answer.Conflict("{\"amount\":1.50}", "\"v2\""));
        assertThat(Verdict.on("PUT", problem(412, "{}"))).isEqualTo(new Answer.Conflict(null, null));
        assertThat(Verdict.on("PUT", json(412, "{\"latest\":[1]}"))).isEqualTo(new Answer.Conflict(null, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 507})
    void whatPassesIsSentAgain(int status) {
        assertThat(Verdict.on("PUT", json(status, "{}"))).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 415, 422, 428, 451})
    void aVerdictIsRefused(int status) {
        assertThat(Verdict.on("PUT", json(status, "{}"))).isInstanceOf(Answer.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "409, true, Later",
        "409, false, Refused",
        "403, true, Later",
        "422, false, Refused",
        "500, false, Later",
    })
    void theProblemsOwnWordCountsForWhatIsTheClientsFault(int status, boolean retryable, String verdict) {
        Answer answer = Verdict.on("PUT", problem(status, "{\"retryable\":" + retryable + "}"));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"title":"T","detail":"D"} | D
            {"title":"T"}              | T
            {"error":"Not found"}      | Not found
            {"title":7}                | The server answered 404
            []                         | The server answered 404
            nonsense                   | The server answered 404
            """)
    void theReasonIsInTheServersWords(String body, String reason) {
        assertThat(Verdict.on("PUT", json(404, body))).isEqualTo(new Answer.Refused(404, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -                             | 0
            0                             | 0
            7                             | 7
            -3                            | 0
            1.5                           | 0
            soon                          | 0
            99999999999999999             | 31536000
            999999999999999999999999      | 0
            Sun, 01 Mar 2026 12:00:30 GMT | 30
            Sun, 01 Mar 2026 11:00:00 GMT | 0
            Wed, 01 Mar 2226 12:00:00 GMT | 31536000
            """)
    void retryAfterIsSecondsOrADate(@Nullable String field, long seconds) {
        Received unavailable = new Received(503, "", null, null, field, NOW, "");

        assertThat(((Answer.Later) Verdict.on("PUT", unavailable)).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    private static Received json(int status, String body) {
        return new Received(status, "application/json", null, null, null, NOW, body);
    }

    private static Received problem(int status, String body) {
        return new Received(status, "application/problem+json", null, null, null, NOW, body);
    }
}
