package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SpringTwins.Provider.class)
class EntitiesTest {
    private static final String ORDER = "{\"item\":\"pen\",\"count\":1}";

    private final SpringTwins twins;

    EntitiesTest(SpringTwins twins) {
        this.twins = twins;
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Case.replayed("created, with a location", Requests.json("/entities/created", ORDER), 201),
                Case.replayed(
                        "created, of chunks",
                        Requests.json("/entities/created", ORDER).chunked(7), 201),
                Case.replayed("text", Requests.text("/entities/text", "h\u00e9llo")),
                Case.replayed(
                        "text, longer than what is held",
                        Requests.text("/entities/text", "x".repeat(100_000))),
                Case.replayed("HttpEntity", Requests.text("/entities/entity", "a"), 202),
                Case.replayed("a list", Requests.post("/entities/list")),
                Case.of("a large list", Requests.post("/entities/large"), 200, Retry.NOT_REPLAYABLE),
                Case.replayed("bytes", Requests.post("/entities/bytes").body(new byte[] {0, -1, 13, 10})),
                Case.replayed("a download", Requests.post("/entities/download")),
                Case.replayed("a download in part", Requests.post("/entities/download").header("Range", "bytes=0-9"), 206),
                Case.replayed("an entity tag", Requests.post("/entities/tagged")),
                Case.replayed("a status by annotation", Requests.post("/entities/accepted"), 202),
                Case.replayed("nothing", Requests.post("/entities/empty")),
                Case.replayed("204", WireRequest.of("PUT", "/entities/3").body("x"), 204),
                Case.replayed(
                        "PATCH",
                        WireRequest.of("PATCH", "/entities/3")
                                .header("Content-Type", "application/json")
                                .body(ORDER)),
                Case.replayed("404 without a body", WireRequest.of("DELETE", "/entities/3"), 404),
                Case.of("GET", WireRequest.of("GET", "/entities/3"), 200, Retry.PASSES),
                Case.of("HEAD", WireRequest.of("HEAD", "/entities/3"), 200, Retry.PASSES),
                Case.of("OPTIONS", WireRequest.of("OPTIONS", "/entities/3"), 200, Retry.PASSES),
                Case.replayed("streams", Requests.post("/entities/streams").body(new byte[20_000])),
                Case.replayed("characters", Requests.text("/entities/characters", "h\u00e9llo")),
                Case.replayed("a response that is flushed", Requests.text("/entities/servlet", "line")),
                Case.replayed("cookies", Requests.post("/entities/cookie")),
                Case.replayed("a session", Requests.post("/entities/session")),
                Case.replayed("another's entity tag inside", Requests.text("/etag-inside/text", "a")),
                Case.of("a read with one inside", WireRequest.of("GET", "/etag-inside/3"), 200, Retry.PASSES),
                Case.replayed("another's entity tag outside", Requests.text("/etag-outside/text", "a")),
                Case.of("a read with one outside", WireRequest.of("GET", "/etag-outside/3"), 200, Retry.PASSES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        twins.judge(request, status, retry);
    }

    @Test
    void aReplayBelongsToTheSessionThatTheFirstRequestMade() throws IOException {
        WireRequest request =
                SpringTwins.by("alice", Requests.post("/entities/session")).key("of-a-session");

        List<String> first = request.transcribe(twins.port()).headers("Set-Cookie");
        List<String> replay = request.transcribe(twins.port()).headers("Set-Cookie");

        assertThat(first).singleElement().asString().startsWith("JSESSIONID=");
        assertThat(replay).isEqualTo(first);
    }
}
