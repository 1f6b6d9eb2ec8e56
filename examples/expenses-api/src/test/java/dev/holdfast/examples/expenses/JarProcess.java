package dev.holdfast.examples.expenses;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged jar in a process of its own, which ends with this object. */
final class JarProcess implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JAR = "target/expenses-api.jar";
    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private @Nullable URI address;

    private JarProcess(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        this.errors = errors;
    }

    static JarProcess start(String... options) throws IOException {
        Path errors = Files.createTempFile("expenses-api", ".err");
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", JAR));
        command.addAll(List.of(options));
        return new JarProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError("The process ended: " + errors());
        }
        return line;
    }

    /** Where it listens, once it says so. */
    URI address() throws IOException {
        if (address == null) {
            address = URI.create(line().substring(LISTENING.length()));
        }
        return address;
    }

    Client as(String user) throws IOException {
        return Client.of(address(), user);
    }

    List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("The process did not end");
        }
        return process.exitValue();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill} does. */
    void terminate() throws InterruptedException {
        process.destroy();
        exitCode();
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.delete(errors);
    }
}
