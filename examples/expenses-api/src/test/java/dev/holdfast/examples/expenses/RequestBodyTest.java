package dev.holdfast.examples.expenses;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API makes of the bodies that it is sent. */
class RequestBodyTest {
    private static RunningServer server;

    private Client alice;
    private String before;

    @BeforeAll
    static void start(@TempDir Path data) throws StartException {
        server = RunningServer.on(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void listWhatIsThere() {
        alice = server.as("alice");
        before = alice.get("/v1/expenses").body();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"amount":12.34}                          | "amount":12.34,"note":""
            {"amount":12.3}                           | "amount":12.30,"note":""
            {"amount":12}                             | "amount":12.00,"note":""
            {"amount":12.3400}                        | "amount":12.34,"note":""
            {"amount":0}                              | "amount":0.00,"note":""
            {"amount":-0.0}                           | "amount":0.00,"note":""
            {"amount":0e-999999999}                   | "amount":0.00,"note":""
            {"amount":0.01}                           | "amount":0.01,"note":""
            {"amount":1e3}                            | "amount":1000.00,"note":""
            {"amount":1234e-2}                        | "amount":12.34,"note":""
            {"amount":1E+9}                           | "amount":1000000000.00,"note":""
            {"amount":9999999999.99}                  | "amount":9999999999.99,"note":""
            {"amount":1,"note":""}                    | "amount":1.00,"note":""
            {"amount":1,"note":"a\\"b\\\\c\\n\\u0001"}| "amount":1.00,"note":"a\\"b\\\\c\\n\\u0001"
            {"amount":1,"note":"Zürich €5 \\uD83D\\uDE95"} | "amount":1.00,"note":"Zürich €5 🚕"
            {"note":"first","amount":1}               | "amount":1.00,"note":"first"
            {"id":7,"amount":1,"version":9,"x":[{}]}  | "amount":1.00,"note":""
            """)
    void aBodyIsTakenExactly(String body, String expense) {
        HttpResponse<String> created = alice.post(body);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains(expense).contains("\"version\":1");
        assertThat(alice.get(created.headers().firstValue("Location").orElseThrow())
                        .body())
                .isEqualTo(created.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                     | The body must be a JSON object
            ~ ~                                    | The body must be a JSON object
            null                                   | The body must be a JSON object
            1                                      | The body must be a JSON object
            "text"                                 | The body must be a JSON object
            [{"amount":1}]                         | The body must be a JSON object
            {                                      | The body is not valid JSON
            {"amount":1                            | The body is not valid JSON
            {"amount":1,}                          | The body is not valid JSON
            {"amount":1}}                          | The body is not valid JSON
            {"amount":1} {"amount":2}              | The body is not valid JSON
            {"amount":1} x                         | The body is not valid JSON
            {"amount":1,"amount":2}                | The body is not valid JSON
            {'amount':1}                           | The body is not valid JSON
            {amount:1}                             | The body is not valid JSON
            {"amount":01}                          | The body is not valid JSON
            {"amount":.5}                          | The body is not valid JSON
            {"amount":NaN}                         | The body is not valid JSON
            {"amount":1e99999999999}               | The body is not valid JSON
            {"amount":1} // comment                | The body is not valid JSON
            <amount>1</amount>                     | The body is not valid JSON
            {"amount":1,"note":"a\\x"}             | The body is not valid JSON
            {}                                     | amount must be a number
            {"note":"Taxi"}                        | amount must be a number
            {"Amount":1}                           | amount must be a number
            {"amount":null}                        | amount must be a number
            {"amount":"12.34"}                     | amount must be a number
            {"amount":true}                        | amount must be a number
            {"amount":[1]}                         | amount must be a number
            {"amount":{}}                          | amount must be a number
            {"amount":-0.01}                       | amount must be between 0 and 9999999999.99
            {"amount":10000000000}                 | amount must be between 0 and 9999999999.99
            {"amount":9999999999.991}              | amount must be between 0 and 9999999999.99
            {"amount":1e999999999}                 | amount must be between 0 and 9999999999.99
            {"amount":-1e999999999}                | amount must be between 0 and 9999999999.99
            {"amount":0.001}                       | amount must have at most 2 decimals
            {"amount":12.345}                      | amount must have at most 2 decimals
            {"amount":1e-999999999}                | amount must have at most 2 decimals
            {"amount":1,"note":null}               | note must be a string
            {"amount":1,"note":5}                  | note must be a string
            {"amount":1,"note":["Taxi"]}           | note must be a string
            {"amount":1,"note":"a\\u0000b"}        | note must not hold U+0000 or half a surrogate pair
            {"amount":1,"note":"\\uD83D"}          | note must not hold U+0000 or half a surrogate pair
            {"amount":1,"note":"\\uDE95\\uD83D"}   | note must not hold U+0000 or half a surrogate pair
            """)
    void aBadBodyIsRefusedAndChangesNothing(String body, String error) {
        HttpResponse<String> refused = alice.post(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(refused.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThatNothingChanged();
    }

    @Test
    void aChangeIsHeldToTheSameRules() {
        String taxi = alice.create("{\"amount\":1}");

        HttpResponse<String> refused = alice.put(taxi, "{\"note\":\"Taxi\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"error\":\"amount must be a number\"}");
        assertThat(alice.get(taxi).body()).contains("\"version\":1");
    }

    @Test
    void aNoteHasAtMostFiveHundredCharactersHoweverWide() {
        String longest = "🚕".repeat(500);

        assertThat(alice.post(noted(longest)).body()).contains(longest);
        assertThat(alice.post(noted(longest + "!")).body())
                .isEqualTo("{\"error\":\"note must have at most 500 characters\"}");
    }

    @Test
    void aNumberOfAbsurdLengthIsRefused() {
        HttpResponse<String> refused = alice.post("{\"amount\":1" + "0".repeat(5000) + "}");

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyOfAbsurdDepthIsRefused() {
        HttpResponse<String> refused =
                alice.post("{\"amount\":1,\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        BodyPublisher latin1 = BodyPublishers.ofString("{\"amount\":1,\"note\":\"Zürich\"}", ISO_8859_1);

        HttpResponse<String> refused = alice.send("POST", "/v1/expenses", latin1);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"error\":\"The body is not valid UTF-8\"}");
        assertThatNothingChanged();
    }

    @Test
    void aCharsetThatIsNamedIsUsed() {
        BodyPublisher latin1 = BodyPublishers.ofString("{\"amount\":1,\"note\":\"Zürich\"}", ISO_8859_1);

        HttpResponse<String> created = post("application/json; charset=ISO-8859-1", latin1);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("Zürich");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=klingon", "application/json; charset=\"!\""})
    void anUnknownCharsetIsRefused(String contentType) {
        HttpResponse<String> refused = post(contentType, BodyPublishers.ofString("{\"amount\":1}"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"error\":\"The charset of the body is unknown\"}");
        assertThatNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json ; charset=\"UTF-8\"",
                "application/json; profile=x"
            })
    void jsonIsKnownByItsMediaType(String contentType) {
        HttpResponse<String> created = post(contentType, BodyPublishers.ofString("{\"amount\":1}"));

        assertThat(created.statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "text/json", "application/x-www-form-urlencoded", "application/jsonp", "json"})
    void anotherMediaTypeIsRefused(String contentType) {
        HttpResponse<String> refused = post(contentType, BodyPublishers.ofString("{\"amount\":1}"));

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).isEqualTo("{\"error\":\"The body must be sent as Content-Type: application/json\"}");
        assertThatNothingChanged();
    }

    @Test
    void aBodyWithoutMediaTypeIsRefused() {
        HttpResponse<String> refused =
                alice.send(alice.request("/v1/expenses").POST(BodyPublishers.ofString("{\"amount\":1}")));

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThatNothingChanged();
    }

    @Test
    void aBodyAtTheLimitIsTaken() {
        String small = "{\"amount\":1}";

        HttpResponse<String> created = alice.post(small + " ".repeat(64 * 1024 - small.length()));

        assertThat(created.statusCode()).isEqualTo(201);
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        assertThatItIsTooLarge(BodyPublishers.ofString("{\"amount\":1}" + " ".repeat(64 * 1024)));
    }

    @Test
    void aBodyOfUnknownLengthIsTooLargePastTheLimit() {
        byte[] body = ("{\"amount\":1}" + " ".repeat(64 * 1024)).getBytes(UTF_8);

        assertThatItIsTooLarge(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private void assertThatItIsTooLarge(BodyPublisher body) {
        HttpResponse<String> refused = alice.send("POST", "/v1/expenses", body);

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).isEqualTo("{\"error\":\"The body must have at most 65536 bytes\"}");
        assertThatNothingChanged();
    }

    private void assertThatNothingChanged() {
        assertThat(alice.get("/v1/expenses").body()).isEqualTo(before);
    }

    private HttpResponse<String> post(String contentType, BodyPublisher body) {
        return alice.send(alice.request("/v1/expenses").POST(body).header("Content-Type", contentType));
    }

    private static String noted(String note) {
        return "{\"amount\":1,\"note\":\"" + note + "\"}";
    }
}
