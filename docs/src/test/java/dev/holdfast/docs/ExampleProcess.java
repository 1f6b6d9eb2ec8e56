package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The example as the README starts it, but on a free port and with files of its own. */
record ExampleProcess(Process process, URI uri) implements AutoCloseable {
    private static final Path JAR = Repository.ROOT.resolve("examples/expenses-api/target/expenses-api.jar");
    private static final String LISTENING = "Listening on ";

    static ExampleProcess start(String arguments, Path data) throws Exception {
        assertThat(Files.exists(JAR))
                .as("the example's jar, which the ordinary build makes")
                .isTrue();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments
                .replaceAll("--port \\d+", "--port 0")
                .replaceAll("--data \\S+", "--data " + data)
                .split(" ")));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = output.readLine();
        }
        assertThat(line).as("what %s printed", command).isNotNull();
        return new ExampleProcess(process, URI.create(String.valueOf(line).substring(LISTENING.length())));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
