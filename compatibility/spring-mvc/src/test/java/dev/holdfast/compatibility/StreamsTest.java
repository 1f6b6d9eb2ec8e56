package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SpringTwins.Provider.class)
class StreamsTest {
    private final SpringTwins twins;

    StreamsTest(SpringTwins twins) {
        this.twins = twins;
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                of("small", 200, Retry.REPLAYED),
                of("entity", 202, Retry.REPLAYED),
                of("large", 200, Retry.NOT_REPLAYABLE),
                of("broken", 500, Retry.RUNS),
                of("broken-later", 200, Retry.RUNS),
                of("events", 200, Retry.NOT_REPLAYABLE),
                of("emitter", 200, Retry.REPLAYED),
                of("emitter-entity", 201, Retry.REPLAYED),
                of("emitter-broken", 500, Retry.RUNS));
    }

    private static Arguments of(String path, int status, Retry retry) {
        return Case.of(path, Requests.post("/streams/" + path), status, retry);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        twins.judge(request, status, retry);
    }

    @Test
    void anEventArrivesBeforeTheNextIsSent() throws IOException {
        String head = String.join(
                "\r\n",
                "POST /streams/events-one-by-one HTTP/1.1",
                "Host: localhost",
                "Authorization: Basic " + Requests.base64("alice:alice"),
                "Idempotency-Key: one-by-one",
                "Content-Length: 0",
                "\r\n");
        try (WireConnection connection = new WireConnection(twins.port())) {
            connection.send(head.getBytes(StandardCharsets.US_ASCII));

            await("one", connection);
            twins.gate().open();
            await("two", connection);
        }
    }

    /** Reads on until a line ends like this: some versions of Spring send {@code data:} in a chunk of its own. */
    private static void await(String wanted, WireConnection connection) throws IOException {
        String line = connection.line();
        while (!line.endsWith(wanted)) {
            assertThat(line).as("not the last chunk").isNotEqualTo("0");
            line = connection.line();
        }
    }
}
