package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.conformance.Twins;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JerseyTest {
    private static final String FORM = "item=h%C3%A9llo+you&count=3&tags=a&tags=b";
    private static final String FILE = Requests.file("file", "x".repeat(50_000));

    private final CaffeineIdempotencyStore store = CaffeineIdempotencyStore.create();
    private JerseyServer bare;
    private JerseyServer kept;

    @BeforeAll
    void start() throws Exception {
        bare = JerseyServer.start(Optional.empty());
        kept = JerseyServer.start(Optional.of(IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/**").required())
                .replaySetCookie(true)
                .build()));
    }

    @AfterAll
    void stop() throws Exception {
        kept.close();
        bare.close();
        store.close();
    }

    static Stream<Arguments> entities() {
        return Stream.of(
                Case.replayed("text", Requests.typed("/entities/text", "text/plain;charset=UTF-8", "h\u00e9llo")),
                Case.replayed("JSON", Requests.typed("/entities/json", "application/json", "{\"a\":1}")),
                Case.replayed("bytes", Requests.post("/entities/bytes").body(new byte[] {0, -1, 13, 10})),
                Case.replayed("a stream", Requests.post("/entities/stream").body(new byte[100_000])),
                Case.replayed(
                        "a stream of chunks",
                        Requests.post("/entities/stream").body(new byte[10_000]).chunked(999)),
                Case.replayed("a reader", Requests.typed("/entities/reader", "text/plain;charset=UTF-8", "h\u00e9llo")),
                Case.replayed("a body that nobody reads", Requests.post("/entities/unread").body(new byte[9000])),
                Case.replayed("201", Requests.typed("/entities/created", "text/plain", "a"), 201),
                Case.replayed("303", Requests.post("/entities/see-other"), 303),
                Case.replayed("307", Requests.post("/entities/temporary"), 307),
                Case.replayed("204", Requests.post("/entities/nothing"), 204),
                Case.replayed("202", Requests.post("/entities/accepted"), 202),
                Case.replayed("header fields", Requests.post("/entities/described")),
                Case.replayed("cookies", Requests.post("/entities/cookies")),
                Case.replayed("the servlet's request", Requests.post("/entities/user")),
                Case.of("a large one", Requests.post("/entities/large"), 200, Retry.NOT_REPLAYABLE),
                Case.replayed(
                        "compressed",
                        Requests.typed("/entities/text", "text/plain", "a".repeat(1000))
                                .header("Accept-Encoding", "gzip")),
                Case.replayed("PUT", WireRequest.of("PUT", "/entities/3").body("x"), 204),
                Case.replayed("PATCH", WireRequest.of("PATCH", "/entities/3").body("x")),
                Case.replayed("DELETE", WireRequest.of("DELETE", "/entities/3"), 410),
                Case.of("GET", WireRequest.of("GET", "/entities/3"), 200, Retry.PASSES),
                Case.of("HEAD", WireRequest.of("HEAD", "/entities/3"), 200, Retry.PASSES),
                Case.of("OPTIONS", WireRequest.of("OPTIONS", "/entities/3"), 200, Retry.PASSES));
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Case.replayed("fields", Requests.form("/forms/fields", FORM)),
                Case.replayed("query and form", Requests.form("/forms/query?item=query", FORM)),
                Case.replayed("a form", Requests.form("/forms/form", FORM)),
                Case.replayed("a form of chunks", Requests.form("/forms/form", FORM).chunked(7)),
                Case.replayed("a large form", Requests.form("/forms/form", FORM + "&b=" + "x".repeat(100_000))),
                Case.replayed("a form that is put", Requests.form("/forms/form", FORM).method("PUT")),
                Case.replayed("a map", Requests.form("/forms/map", FORM)),
                Case.replayed("a form as text", Requests.form("/forms/text", FORM)),
                Case.replayed(
                        "parts",
                        Requests.multipart("/forms/parts", "limit", List.of(FILE, Requests.field("note", "h\u00e9llo")))),
                Case.replayed(
                        "a file", Requests.multipart("/forms/file", "limit", List.of(Requests.field("note", "n"), FILE))),
                Case.replayed("no parts", Requests.multipart("/forms/parts", "limit", List.of()), 400));
    }

    static Stream<Arguments> async() {
        return Stream.of(
                Case.replayed("resumed", Requests.post("/async/resumed")),
                Case.replayed("resumed with 201", Requests.post("/async/resumed-response"), 201),
                Case.replayed("resumed at once", Requests.post("/async/resumed-at-once")),
                Case.replayed("resumed with an exception, 409", Requests.post("/async/refused"), 409),
                Case.of("resumed with an exception", Requests.post("/async/failed"), 500, Retry.RUNS),
                Case.of("cancelled", Requests.post("/async/cancelled"), 503, Retry.RUNS),
                Case.of("late", Requests.post("/async/late"), 503, Retry.RUNS),
                Case.replayed("late, and handled", Requests.post("/async/late-handled"), 202),
                Case.replayed("a stage", Requests.post("/async/stage")),
                Case.replayed("a stage with an exception, 409", Requests.post("/async/stage-refused"), 409),
                Case.of("a stage with an exception", Requests.post("/async/stage-failed"), 500, Retry.RUNS));
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Case.replayed("small", Requests.post("/streams/small")),
                Case.replayed("measured", Requests.post("/streams/measured")),
                Case.of("large", Requests.post("/streams/large"), 200, Retry.NOT_REPLAYABLE),
                Case.of("broken", Requests.post("/streams/broken"), 500, Retry.RUNS),
// Jersey tells nobody, and ends the response as if it were whole
                Case.replayed("broken later", Requests.post("/streams/broken-later")),
                Case.replayed("chunked", Requests.post("/streams/chunked")),
                Case.of("events", Requests.post("/streams/events"), 200, Retry.NOT_REPLAYABLE));
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Case.replayed("a mapper, 409", Requests.post("/errors/mapped"), 409),
                Case.of("a mapper, 503", Requests.post("/errors/mapped-503"), 503, Retry.RUNS),
                Case.replayed("a response thrown", Requests.post("/errors/web"), 402),
                Case.replayed("a status thrown", Requests.post("/errors/bare-409"), 409),
                Case.replayed("not found", Requests.post("/errors/not-found"), 404),
                Case.of("forbidden", Requests.post("/errors/forbidden"), 403, Retry.RUNS),
                Case.of("unavailable", Requests.post("/errors/unavailable"), 503, Retry.RUNS),
                Case.replayed("404 with a reason", Requests.post("/errors/status-404"), 404),
                Case.of("500 with an entity", Requests.post("/errors/status-500"), 500, Retry.RUNS),
                Case.of("unchecked", Requests.post("/errors/unchecked"), 500, Retry.RUNS),
                Case.of("checked", Requests.post("/errors/checked"), 500, Retry.RUNS),
                Case.of("an error", Requests.post("/errors/error"), 500, Retry.RUNS),
                Case.replayed("no resource", Requests.post("/nowhere"), 404),
                Case.replayed("no resource of this method", Requests.post("/errors/read-only"), 405),
                Case.replayed("no resource of this type", Requests.typed("/errors/typed", "text/plain", "a"), 415),
                Case.replayed(
                        "no resource for that type",
                        Requests.typed("/errors/typed", "application/json", "{}").header("Accept", "image/png"), 406),
                Case.replayed("stopped by a filter", Requests.post("/entities/text").header("X-Stop", "409"), 409),
                Case.of(
                        "stopped by a filter, 503",
                        Requests.post("/entities/text").header("X-Stop", "503"),
                        503,
                        Retry.RUNS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"entities", "forms", "async", "streams", "errors"})
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        judge(request, request, status, retry);
    }

    private void judge(WireRequest request, WireRequest again, int status, Retry retry) throws IOException {
        try {
            new Twins(bare.twin(), kept.twin()).judge(request, again, retry, (sent, port) -> {
                Transcript seen = sent.transcribe(port);
                if (port == bare.port()) {
                    assertThat(seen.status()).as(seen.describe()).isEqualTo(status);
                }
                return seen;
            });
        } catch (AssertionError e) {
            // reports tell parameterized tests apart by their numbers only
            throw new AssertionError(request.method() + " " + request.target() + ": " + e.getMessage(), e);
        }
    }

    @Test
    void aRetryOfAFormOfPartsHasAnotherBoundary() throws IOException {
        judge(
                Requests.multipart("/forms/parts", "first", List.of(FILE)),
                Requests.multipart("/forms/parts", "second", List.of(FILE)),
                200,
                Retry.REPLAYED);
    }

    @Test
    void anEventArrivesBeforeTheNextIsSent() throws IOException {
        String head = String.join(
                "\r\n",
                "POST /streams/events-one-by-one HTTP/1.1",
                "Host: localhost",
                "X-User: alice",
                "Idempotency-Key: one-by-one",
                "Content-Length: 0",
                "\r\n");
        try (WireConnection connection = new WireConnection(kept.port())) {
            connection.send(head.getBytes(StandardCharsets.US_ASCII));

            await("one", connection);
            kept.gate().open();
            await("two", connection);
        }
    }

    /** Reads on until a line ends like this. */
    private static void await(String wanted, WireConnection connection) throws IOException {
        String line = connection.line();
        while (!line.endsWith(wanted)) {
            assertThat(line).as("not the last chunk").isNotEqualTo("0");
            line = connection.line();
        }
    }
}
