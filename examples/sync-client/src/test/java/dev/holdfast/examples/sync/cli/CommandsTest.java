package dev.holdfast.examples.sync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.SyncClient;
import dev.holdfast.examples.sync.SyncPolicy;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of JSON for each command, whatever comes. */
class CommandsTest {
    @TempDir
    private Path folder;

    private final MockWebServer server = new MockWebServer();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Outbox outbox;
    private Shell shell;

    @BeforeEach
    void open() throws IOException {
        server.start();
        outbox = Outbox.open(folder.resolve("outbox.db"));
        SyncApi api = new SyncApi(new OkHttpClient(), server.url("/"), Clock.systemUTC());
        SyncClient client =
                SyncClient.of(outbox, api, "/v1/expenses", SyncPolicy.standard(), Clock.systemUTC(), new Random(1));
        shell = new Shell(new Commands(client), new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void close() {
        outbox.close();
        server.close();
    }

    private ObjectNode run(String line) {
        printed.reset();
        shell.execute(Words.of(line));
        List<String> lines = printed.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        return Representation.of(lines.get(0));
    }

    @Test
    void theSameActionTwiceIsAnsweredAlikeAndStoredOnce() {
        String action = run("new-action").get("action").textValue();
        ObjectNode first = run("create --action " + action + " '{\"amount\":1}'");
        ObjectNode second = run("create --action " + action + " '{\"amount\":1}'");

        assertThat(second).isEqualTo(first);
        assertThat(first.get("action").textValue()).isEqualTo(action);
        assertThat(run("outbox").get("operations")).hasSize(1);
    }

    @Test
    void aConflictIsResolvedOnceHoweverOftenTheCommandComes() {
        answer(200, "[{\"id\":1,\"amount\":1}]", "");
        answer(200, "{\"id\":1,\"amount\":1}", "\"v1\"");
        answer(412, "{\"latest\":{\"id\":1,\"amount\":2},\"latestEtag\":\"\\\"v2\\\"\"}", "");
        run("refresh");
        String edit = run("edit 1 '{\"amount\":3}'").get("action").textValue();
        run("sync");
        assertThat(run("conflicts").get("conflicts").get(0).get("fields")).hasToString("[\"amount\"]");
        assertThat(run("resolve " + edit + " merge").get("error").textValue()).contains("Both changed amount");
        ObjectNode resolved = run("resolve " + edit + " merge amount=mine");

        assertThat(run("resolve " + edit + " merge amount=mine")).isEqualTo(resolved);
        assertThat(run("outbox").get("operations")).hasSize(2);
        assertThat(run("measures").get("undelivered").asInt()).isEqualTo(1);
    }

    @Test
    void anEditCanNameTheVersionThatTheUserSaw() {
        answer(200, "[{\"id\":1,\"amount\":1}]", "");
        answer(200, "{\"id\":1,\"amount\":1}", "\"v1\"");
        run("refresh");

        assertThat(run("edit --etag '\"v0\"' 1 '{\"amount\":3}'").get("error").textValue())
                .isEqualTo("It has changed since: its ETag is \"v1\"");
        assertThat(run("edit --etag '\"v1\"' 1 '{\"amount\":3}'").has("action")).isTrue();
    }

    private void answer(int status, String body, String tag) {
        MockResponse.Builder answer =
                new MockResponse.Builder().code(status).body(body).setHeader("Content-Type", "application/json");
        if (!tag.isEmpty()) {
            answer.setHeader("ETag", tag);
        }
        server.enqueue(answer.build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create nonsense            | Not a JSON object: nonsense
            create [1]                 | Not a JSON object: [1]
            edit 7 {}                  | There is no resource 7
            edit x {}                  | Invalid value for positional parameter at index 0
            edit                       | Missing required parameters
            resolve none mine          | There is no action none
            retry none                 | There is no action none
            nonsense                   | Unmatched argument
            list all                   | Unmatched argument
            """)
    void aMistakeIsAnsweredInASentence(String line, String sentence) {
        assertThat(run(line).get("error").textValue()).startsWith(sentence);
        assertThat(run("outbox").get("operations")).isEmpty();
    }
}
