package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads and edits of an expense: every version has its tag, and nobody overwrites what they have not seen. */
class EditsTest {
    private static final String TAXI = "{\"amount\":12.34,\"note\":\"Taxi\"}";
    private static final String TRAIN = "{\"amount\":20,\"note\":\"Train\"}";

    private static RunningServer server;
    private static Client alice;

    @BeforeAll
    static void start(@TempDir Path data) throws StartException {
        server = RunningServer.on(data);
        alice = server.as("alice");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static String expected(String location, int version) {
        return "\"expense-" + location.substring(location.lastIndexOf('/') + 1) + "-v" + version + "\"";
    }

    private static HttpResponse<String> put(String location, String ifMatch, String key) {
        return alice.send(alice.withoutKey(location)
                .method("PUT", BodyPublishers.ofString(TRAIN))
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .header("Idempotency-Key", key));
    }

    @Test
    void aReadCarriesItsVersion() {
        String location = alice.create(TAXI);

        HttpResponse<String> read = alice.get(location);
        HttpResponse<String> again = alice.send(alice.withoutKey(location).header("If-None-Match", tag(read)));

        assertThat(tag(read)).isEqualTo(expected(location, 1));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(again.body()).isEmpty();
    }

    @Test
    void anEditNeedsTheVersionItWasMadeOn() {
        String location = alice.create(TAXI);

        HttpResponse<String> blind = alice.send(alice.request(location)
                .method("PUT", BodyPublishers.ofString(TRAIN))
                .header("Content-Type", "application/json"));
        HttpResponse<String> edited =
                put(location, expected(location, 1), UUID.randomUUID().toString());
        HttpResponse<String> stale =
                put(location, expected(location, 1), UUID.randomUUID().toString());

        assertThat(blind.statusCode()).isEqualTo(428);
        assertThat(edited.statusCode()).isEqualTo(200);
        assertThat(tag(edited)).isEqualTo(expected(location, 2));
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(tag(stale)).isEqualTo(expected(location, 2));
        assertThat(stale.body())
                .contains("\"latestEtag\":\"\\\"expense-")
                .contains("\"latest\":" + alice.get(location).body());
    }

    /** The client never learnt that it had won, and asks again: its tag is stale by then. */
    @Test
    void theRetryOfAnEditThatWonIsReplayed() {
        String location = alice.create(TAXI);
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = put(location, expected(location, 1), key);
        HttpResponse<String> retry = put(location, expected(location, 1), key);

        assertThat(retry.statusCode()).isEqualTo(200);
        assertThat(retry.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(retry.body()).isEqualTo(first.body());
        assertThat(tag(retry)).isEqualTo(tag(first));
        assertThat(alice.get(location).body()).contains("\"version\":2");
    }

    @Test
    void aConflictIsKeptUnderItsKey() {
        String location = alice.create(TAXI);
        put(location, expected(location, 1), UUID.randomUUID().toString());
        String key = UUID.randomUUID().toString();

        HttpResponse<String> conflict = put(location, expected(location, 1), key);
        put(location, expected(location, 2), UUID.randomUUID().toString());
        HttpResponse<String> retry = put(location, expected(location, 1), key);

        assertThat(retry.statusCode()).isEqualTo(412);
        assertThat(retry.body()).isEqualTo(conflict.body());
        assertThat(retry.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void aRemovalNeedsTheVersionToo() {
        String location = alice.create(TAXI);
        var delete = alice.request(location).DELETE();

        assertThat(alice.send(delete.copy()).statusCode()).isEqualTo(428);
        assertThat(alice.send(delete.copy().header("If-Match", "\"expense-0-v1\""))
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void anotherCallersExpenseLeaksNoTag() {
        String location = alice.create(TAXI);
        Client bob = server.as("bob");

        for (String method : List.of("GET", "PUT", "DELETE")) {
            HttpResponse<String> refused = bob.send(bob.request(location)
                    .method(method, BodyPublishers.ofString(TRAIN))
                    .header("Content-Type", "application/json")
                    .header("If-Match", expected(location, 1)));
            assertThat(refused.statusCode()).as(method).isEqualTo(404);
            assertThat(refused.headers().firstValue("ETag")).isEmpty();
            assertThat(refused.body()).isEqualTo("{\"error\":\"Not found\"}");
        }
    }

    /** {@code curl --etag-save} and {@code --etag-compare}, as people try it by hand. */
    @Test
    void curlKeepsTheTag(@TempDir Path folder) throws Exception {
        String location = alice.create(TAXI);
        Path etag = folder.resolve("etag");
        List<String> command = List.of(
                "curl",
                "-s",
                "-o",
                folder.resolve("body").toString(),
                "-w",
                "%{http_code}",
                "-u",
                "alice:alice",
                "--etag-compare",
                etag.toString(),
                "--etag-save",
                etag.toString(),
                server.address().resolve(location).toString());
        Files.createFile(etag);

        assertThat(output(command)).isEqualTo("200");
        assertThat(Files.readString(etag).strip()).isEqualTo(expected(location, 1));
        assertThat(output(command)).isEqualTo("304");
        put(location, expected(location, 1), UUID.randomUUID().toString());
        assertThat(output(command)).isEqualTo("200");
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
