package dev.holdfast.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sync client's page tells people to type makes the conflict that it promises. */
class SyncClientReadmeTest {
    private static final Path PAGE = Repository.ROOT.resolve("examples/sync-client/README.md");
    private static final Path JAR = Repository.ROOT.resolve("examples/sync-client/target/sync-client.jar");

    @TempDir
    private Path folder;

    /** Whether a line is one of those that are run here. */
    static boolean isPartOfTheScript(String line) {
        return line.matches("(alias|phone|tablet) .*");
    }

    @Test
    void twoDevicesMakeAConflict() throws Exception {
        try (ExampleProcess example = ExampleProcess.start("--port 8080 --data data", folder)) {
            String script = "shopt -s expand_aliases\n"
                    + script().replace("http://localhost:8080", example.uri().toString())
                            .replace("examples/sync-client/target/sync-client.jar", JAR.toString());
            Process shell = new ProcessBuilder("bash", "-c", script)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            List<String> lines = shell.inputReader(UTF_8).lines().toList();

            assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(lines).noneMatch(line -> line.contains("error"));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("{\"conflicts\":[{")
                    .contains("\"fields\":[\"amount\"]");
        }
    }

    private static String script() {
        return CodeBlock.of(PAGE).stream()
                .filter(Kind.SH::fits)
                .flatMap(block -> block.dedented().lines())
                .filter(SyncClientReadmeTest::isPartOfTheScript)
                .collect(Collectors.joining("\n"));
    }
}
