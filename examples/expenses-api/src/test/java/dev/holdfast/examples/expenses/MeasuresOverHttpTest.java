package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /v1/measures} after some traffic. */
class MeasuresOverHttpTest {
    private static final String TAXI = "{\"amount\":12.34,\"note\":\"Taxi\"}";
    private static final JsonMapper JSON = new JsonMapper();

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path data) throws StartException {
        server = RunningServer.on(data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode measures() throws IOException {
        return JSON.readTree(server.as("bob").get("/v1/measures").body());
    }

    private HttpResponse<String> put(String location, String ifMatch, String version) {
        Client alice = server.as("alice");
        return alice.send(alice.request(location)
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .header("App-Version", version)
                .PUT(BodyPublishers.ofString(TAXI)));
    }

    @Test
    void itNeedsALogin() {
        assertThat(Client.of(server.address(), "alice", "wrong")
                        .get("/v1/measures")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void retriesAreCountedBesideOperations() throws Exception {
        String key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < 4; attempt++) {
            server.as("alice").send("POST", "/v1/expenses", BodyPublishers.ofString(TAXI), key);
        }

        assertThat(measures().path("operations"))
                .isEqualTo(JSON.readTree("{\"started\":1,\"replayed\":3,\"refused\":0,\"suppressionRate\":0.75}"));
    }

    @Test
    void conflictsAreCountedByVersionOfTheClient() throws Exception {
        String location = server.as("alice").create(TAXI);
        put(location, "\"stale\"", "app/1");
        put(location, "\"stale\"", "app/2");
        put(location, "*", "app/2");
        put(location, "*", "<script>");
        assertThat(measures().at("/conflicts/open").asInt()).isEqualTo(1);

        assertThat(measures().at("/edits/byAppVersion")).isEqualTo(JSON.readTree("""
                {"app/1":{"accepted":0,"failed412":1,"rate412":1.0},
                 "app/2":{"accepted":1,"failed412":1,"rate412":0.5},
                 "unknown":{"accepted":1,"failed412":0,"rate412":0.0}}"""));
    }

    @Test
    void aConflictIsResolvedOnTheVersionThatItWasToldHoweverThePathIsSpelt() throws Exception {
        String location = server.as("alice").create(TAXI);
        HttpResponse<String> refused = put(location, "\"stale\"", "app/1");
        String latest = refused.headers().firstValue("ETag").orElseThrow();

        put(location.replace("/1", "/%31"), latest, "app/1");

        assertThat(measures().path("conflicts")).isEqualTo(JSON.readTree("{\"seen\":1,\"resolved\":1,\"open\":0}"));
    }

    @Test
    void clientsDoNotMakeItGrow() throws Exception {
        String location = server.as("alice").create(TAXI);
        for (int version = 0; version < 30; version++) {
            put(location, "*", "app/" + version);
        }

        assertThat(measures().at("/edits/byAppVersion")).hasSize(21);
        assertThat(measures().at("/edits/byAppVersion/others/accepted").asInt()).isEqualTo(10);
    }

    @Test
    void anOperationIsAsOldAsItsKeyWhenItArrivesFirst() throws Exception {
        String anHourAgo = uuid7(Instant.now().minus(Duration.ofHours(1)));
        String fromTheYear2022 = uuid7(Instant.parse("2022-02-22T19:22:22Z"));
        for (int attempt = 0; attempt < 2; attempt++) {
            server.as("alice").send("POST", "/v1/expenses", BodyPublishers.ofString(TAXI), anHourAgo);
            server.as("alice").send("POST", "/v1/expenses", BodyPublishers.ofString(TAXI), fromTheYear2022);
        }

        assertThat(measures().at("/queuedMillis/count").asInt()).isEqualTo(1);
        assertThat(measures().at("/queuedMillis/oldest").asLong()).isBetween(3_600_000L, 3_700_000L);
    }

    private static String uuid7(Instant made) {
        String time = String.format("%012x", made.toEpochMilli());
        return time.substring(0, 8) + "-" + time.substring(8) + "-7cc3-98c4-dc0c0c07398f";
    }
}
