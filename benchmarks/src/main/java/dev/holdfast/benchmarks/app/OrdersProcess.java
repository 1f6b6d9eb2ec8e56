package dev.holdfast.benchmarks.app;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An {@link OrdersServer} in a process of its own. */
public final class OrdersProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter commands;
    private final int port;

    private OrdersProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(await(OrdersMain.LISTENING));
    }

    /** Starts one, and waits until it listens. */
    public static OrdersProcess start(String database, Protection protection) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrdersMain.class.getName(),
                        database,
                        protection.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new OrdersProcess(process);
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

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Has the pool take new connections in place of those it has. */
    public void replaceConnections() throws IOException {
        commands.write(OrdersMain.REPLACE_CONNECTIONS);
        commands.newLine();
        commands.flush();
        await(OrdersMain.DONE);
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
