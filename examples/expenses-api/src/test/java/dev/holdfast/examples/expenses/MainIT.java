package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar, as a person runs it. */
class MainIT {
    @TempDir
    private Path data;

    @Test
    void itSaysWhereItListensAndWhatToTry() throws Exception {
        try (JarProcess jar = startedOn(data)) {
            String url = jar.address() + "/v1/expenses";
            List<String> commands = new ArrayList<>();
            while (commands.size() < 8) {
                commands.add(jar.line());
            }

            assertThat(commands.get(1)).isEqualTo(jar.address() + "/");
            assertThat(commands)
                    .filteredOn(line -> line.startsWith("curl "))
                    .hasSize(3)
                    .allMatch(line -> line.endsWith(url));
            assertThat(commands.get(3))
                    .contains("-u alice:alice", "Idempotency-Key: ")
                    .isEqualTo(commands.get(5));
            assertThat(jar.errors()).allMatch(MainIT::isOfTheStart);
        }
    }

    @Test
    void itServesThePage() throws Exception {
        try (JarProcess jar = startedOn(data)) {
            assertThat(jar.as("alice").get("/").body()).contains("/page/app.js");
            assertThat(jar.as("alice").get("/page/app.js").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatItAnsweredOutlivesItsBeingKilled() throws Exception {
        String created;
        try (JarProcess jar = startedOn(data)) {
            created =
                    jar.as("alice").post("{\"amount\":12.34,\"note\":\"Taxi\"}").body();
            jar.kill();
        }

        try (JarProcess jar = startedOn(data)) {
            assertThat(jar.as("alice").get("/v1/expenses").body()).isEqualTo("[" + created + "]");
        }
    }

    @Test
    void whatItRecordedIsReplayedAfterItWasKilled() throws Exception {
        BodyPublisher taxi = BodyPublishers.ofString("{\"amount\":12.34,\"note\":\"Taxi\"}");
        HttpResponse<String> created;
        try (JarProcess jar = startedOn(data)) {
            created = jar.as("alice").send("POST", "/v1/expenses", taxi, "key-of-taxi");
            jar.kill();
        }

        try (JarProcess jar = startedOn(data)) {
            HttpResponse<String> retry = jar.as("alice").send("POST", "/v1/expenses", taxi, "key-of-taxi");

            assertThat(retry.statusCode()).isEqualTo(201);
            assertThat(retry.headers().firstValue("Idempotency-Replayed")).hasValue("true");
            assertThat(retry.headers().firstValue("Location"))
                    .isEqualTo(created.headers().firstValue("Location"));
            assertThat(retry.body()).isEqualTo(created.body());
            assertThat(jar.as("alice").get("/v1/expenses").body()).isEqualTo("[" + created.body() + "]");
        }
    }

    /** One line for each filter, and nothing else. */
    private static boolean isOfTheStart(String line) {
        return line.contains("Idempotency filter: guarantee TRANSACTIONAL")
                || line.contains("ETag filter: no lost update within all nodes that share the database");
    }

    @Test
    void itStopsQuietlyWhenItIsToldTo() throws Exception {
        try (JarProcess jar = startedOn(data)) {
            jar.as("alice").post("{\"amount\":1}");

            jar.terminate();

            assertThat(jar.errors()).allMatch(MainIT::isOfTheStart);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --speed 11              | 2 | Unknown option --speed; --help lists the options.
            --port none             | 2 | Option --port must be a number from 0 to 65535, not none.
            --data pom.xml --port 0 | 1 | The database cannot be opened: .*pom\\.xml.*
            --port 0 --jdbc-url jdbc:postgresql://localhost:1/x?connectTimeout=5 | 1 | \
            The database cannot be opened: .*localhost:1 .*
            --port 0 --jdbc-url jdbc:mariadb://localhost:1/x?connectTimeout=5000 | 1 | \
            The database cannot be opened: .*localhost:1.*
            """)
    void aStartThatIsNotPossibleIsOneSentence(String line, int exitCode, String sentence) throws Exception {
        try (JarProcess jar = JarProcess.start(line.split(" "))) {
            assertThat(jar.exitCode()).isEqualTo(exitCode);
            assertThat(jar.errors()).singleElement().asString().matches(sentence);
        }
    }

    @Test
    void aPortThatIsInUseIsOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0);
                JarProcess jar =
                        JarProcess.start("--data", data.toString(), "--port", Integer.toString(other.getLocalPort()))) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.errors())
                    .containsExactly("Cannot listen on localhost:" + other.getLocalPort() + ": Address already in use");
        }
    }

    @Test
    void aDatabaseThatAnotherProcessUsesIsOneSentence() throws Exception {
        try (JarProcess first = startedOn(data)) {
            Client alice = first.as("alice"); // it listens, so the database is its own
            try (JarProcess second = startedOn(data)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors()).singleElement().asString().contains("already in use");
            }
            assertThat(alice.get("/v1/expenses").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void helpListsTheOptions() throws Exception {
        try (JarProcess jar = JarProcess.start("--help")) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.line()).startsWith("Usage: ");
        }
    }

    private static JarProcess startedOn(Path data) throws IOException {
        return JarProcess.start("--port", "0", "--data", data.toString());
    }
}
