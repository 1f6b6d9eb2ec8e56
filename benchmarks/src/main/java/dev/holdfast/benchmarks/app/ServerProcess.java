package dev.holdfast.benchmarks.app;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which says on which port it listens and ends when its input does. */
final class ServerProcess implements AutoCloseable {
    static final String LISTENING = "listening on ";

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter commands;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(await(LISTENING));
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param heap of how many MiB
     */
    static ServerProcess start(int heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap + "m",
                "-Xmx" + heap + "m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ServerProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private String await(String prefix) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("The application ended");
    }

    int port() {
        return port;
    }

    /** Has it do something, and waits until it says that this is done. */
    void tell(String command, String done) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        await(done);
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
