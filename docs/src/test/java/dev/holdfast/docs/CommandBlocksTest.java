package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that a page tells people to type does what it should. */
class CommandBlocksTest {
    private static final String TEST = "mvn -B -ntp verify";
    private static final String PACKAGE = "mvn -B -ntp -q package -pl examples/expenses-api -am -DskipTests";
    private static final String RUN = "java -jar examples/expenses-api/target/expenses-api.jar ";
    private static final String TUNNEL = "./mvnw -q -Ptunnel verify -pl examples/tunnel-test -am";
    private static final String BENCHMARKS = "mvn -B -ntp -q -Pfast,benchmarks package -pl benchmarks -am";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path data;

    static Stream<String> commands() {
        return CodeBlock.all(Kind.SH)
                .flatMap(block -> block.dedented().replace("\\\n", "").lines())
                .flatMap(line -> Arrays.stream(line.split("&&", -1)))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandIsOneThatIsTested(String command) throws Exception {
        if (command.startsWith(RUN)) {
            assertStarts(command);
        } else if (command.startsWith(TUNNEL)) {
            assertIsTunnelTest(command.substring(TUNNEL.length()));
        } else if (!command.startsWith("curl ") && !SyncClientReadmeTest.isPartOfTheScript(command)) {
            assertKnown(command);
        }
    }

    private static void assertKnown(String command) {
        switch (command) {
            case TEST -> assertThat(Repository.read(".ci/run")).contains("\n" + TEST + " ");
            case "./mvnw -B -ntp verify" ->
                assertThat(Repository.ROOT.resolve("mvnw")).isExecutable();
            case "./.ci/run" -> assertThat(Repository.ROOT.resolve(".ci/run")).isExecutable();
            case "mvn -B -ntp -q package -pl examples/sync-client -am -DskipTests" ->
                assertThat(Repository.read("pom.xml")).contains("<module>examples/sync-client</module>");
            case PACKAGE -> assertThat(Repository.read("pom.xml")).contains("<module>examples/expenses-api</module>");
            // its suites and options are tested where they are
            case BENCHMARKS ->
                assertThat(Repository.read("benchmarks/pom.xml"))
                        .contains("<id>benchmarks</id>", " dev.holdfast.benchmarks.Benchmarks ");
            case "mvn -q spotless:apply" ->
                assertThat(Repository.read("pom.xml")).contains("spotless-maven-plugin");
            case "mvn -B -ntp -Pfast package" ->
                assertThat(Repository.read("pom.xml")).contains("<id>fast</id>");
            default -> throw new AssertionError("Nobody tests the command: " + command);
        }
    }

    /** The ordinary build runs it, only shorter; what is left is that the profile and the options are there. */
    private static void assertIsTunnelTest(String options) {
        String module = Repository.read("examples/tunnel-test/pom.xml");
        assertThat(Repository.read("pom.xml")).contains("<id>tunnel</id>", "<module>examples/tunnel-test</module>");
        assertThat(module).contains("<id>tunnel</id>");
        assertThat(words(options)).allSatisfy(option -> {
            assertThat(option).matches("-D[a-z.]+=\\d+");
            assertThat(module).contains("<" + option.substring(2, option.indexOf('=')) + ">");
        });
    }

    private void assertStarts(String command) throws Exception {
        try (ExampleProcess example = ExampleProcess.start(command.substring(RUN.length()), data)) {
            assertThat(example.uri().getPort()).isPositive();
        }
    }

    @Test
    void theReadmesRequestsAreAnswered() throws Exception {
        List<String> requests = CodeBlock.of(Repository.ROOT.resolve("README.md")).stream()
                .filter(Kind.SH::fits)
                .flatMap(block -> block.dedented().replace("\\\n", "").lines())
                .filter(line -> line.startsWith("curl "))
                .toList();
        List<HttpResponse<String>> responses = new ArrayList<>();
        try (ExampleProcess example = ExampleProcess.start("--port 8080 --data data", data)) {
            for (String curl : requests) {
                responses.add(send(curl, example.uri()));
            }
        }

        assertThat(responses).extracting(HttpResponse::statusCode).containsExactly(201, 201, 200);
        assertThat(responses.get(1).headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(responses.get(2).body()).isEqualTo("[" + responses.get(0).body() + "]");
    }

    private static HttpResponse<String> send(String curl, URI server) throws Exception {
        List<String> words = words(curl);
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-i" -> {
                    // shows the head of the response
                }
                case "-u" -> request.header("Authorization", "Basic " + base64(words.get(++i)));
                case "-H" -> {
                    String[] field = words.get(++i).split(": *", 2);
                    request.header(field[0], field[1]);
                }
                case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(words.get(++i)));
                default -> request.uri(server.resolve(URI.create(words.get(i)).getPath()));
            }
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String base64(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map((MatchResult word) -> word.group(1) == null ? word.group() : word.group(1))
                .toList();
    }
}
