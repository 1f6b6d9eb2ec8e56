package dev.holdfast.benchmarks.growth;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link GrowthServer} in a process of its own. One thread. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter commands;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(line().substring(ServerMain.LISTENING.length()));
    }

    /** Starts one, and waits until it listens. */
    static ServerProcess start(boolean filtered, int heapMegabytes) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMegabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerMain.class.getName(),
                        Boolean.toString(filtered))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ServerProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The server ended");
        }
        return line;
    }

    int port() {
        return port;
    }

    long ask(ServerMain.Command command) throws IOException {
        commands.write(command.name());
        commands.newLine();
        commands.flush();
        return Long.parseLong(line());
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
