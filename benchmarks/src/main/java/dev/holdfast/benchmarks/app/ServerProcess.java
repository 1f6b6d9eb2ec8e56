package dev.holdfast.benchmarks.app;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server in a process of its own, which says on which port it listens and ends when its input does. One thread. */
public final class ServerProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final String ANSWER = "answer: ";

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
     * @param heap of how many MiB, all of them its from the beginning
     * @param main calls {@link #serve}
     */
    public static ServerProcess start(int heap, Class<?> main, String... arguments) throws IOException {
        return start(List.of("-Xms" + heap + "m", "-Xmx" + heap + "m"), main, arguments);
    }

    /** Starts one with a heap that grows, up to so many MiB, as much as it has to. */
    public static ServerProcess startSmall(int heap, Class<?> main, String... arguments) throws IOException {
        return start(List.of("-Xmx" + heap + "m"), main, arguments);
    }

    private static ServerProcess start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
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

    /**
     * What the process itself does once its server listens: it answers until nobody is there to ask.
     *
     * @param answers what to answer to a question
     */
    public static void serve(int port, UnaryOperator<String> answers) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(LISTENING + port);
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(ANSWER + answers.apply(question));
        }
    }

    private String await(String prefix) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("The server ended");
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Waits for the answer to what is asked. */
    public String ask(String question) throws IOException {
        commands.write(question);
        commands.newLine();
        commands.flush();
        return await(ANSWER);
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
