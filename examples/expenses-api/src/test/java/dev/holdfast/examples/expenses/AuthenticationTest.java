package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static RunningServer server;

    @BeforeAll
    static void start(@TempDir Path data) throws StartException {
        server = RunningServer.on(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/expenses",
        "POST, /v1/expenses",
        "GET, /v1/expenses/1",
        "PUT, /v1/expenses/1",
        "DELETE, /v1/expenses/1",
        "OPTIONS, /v1/expenses",
        "TRACK, /v1/expenses",
        "GET, /v1/receipts",
        "GET, /v1"
    })
    void nobodyIsToldToAuthenticate(String method, String path) {
        HttpRequest.Builder anonymous =
                HttpRequest.newBuilder(server.address().resolve(path)).method(method, BodyPublishers.noBody());

        assertThatItIsUnauthorized(server.as("alice").send(anonymous));
    }

    @ParameterizedTest
    @CsvSource({"alice, bob", "alice, Alice", "Alice, alice", "mallory, mallory", "alice, ''", "'', ''"})
    void aWrongLoginIsToldToAuthenticate(String user, String password) {
        Client stranger = Client.of(server.address(), user, password);

        assertThatItIsUnauthorized(stranger.get("/v1/expenses"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void aDemoUserIsLetIn(String user) {
        assertThat(server.as(user).get("/v1/expenses").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotTheApiNeedsNoLogin() {
        HttpRequest.Builder anonymous =
                HttpRequest.newBuilder(server.address().resolve("/nothing")).GET();

        assertThat(server.as("alice").send(anonymous).statusCode()).isEqualTo(404);
    }

    private static void assertThatItIsUnauthorized(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Basic realm=\"expenses\"");
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.body()).isEqualTo("{\"error\":\"Unauthorized\"}");
    }
}
