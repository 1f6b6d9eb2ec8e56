package dev.holdfast.jdbc.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.db.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link NodeMain} in a process of its own, which ends with this object. */
final class NodeProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final String ENDED = "";
    /** A process lives for a request or two: much of its time would go into what pays only later. */
    private static final List<String> QUICK_START = List.of(
            JAVA,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private final Process process;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final int port;

    private NodeProcess(Process process) {
        this.process = process;
        new OwnThread().execute(this::listen);
        this.port = Integer.parseInt(told());
    }

    /** Starts one on a free port, and waits until it listens. */
    static NodeProcess start(DatabaseAddress database) {
        return start(database, 0);
    }

    /** Starts one, and waits until it listens. */
    static NodeProcess start(DatabaseAddress database, int port, String... options) {
        var command = new ArrayList<>(QUICK_START);
        command.addAll(List.of(NodeMain.class.getName(), database.url(), database.user(), database.password()));
        command.add(Integer.toString(port));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", CLASS_PATH); // it is too long for a command line
        try {
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(line -> {
                if (line.startsWith(NodeMain.TELLS)) {
                    told.add(line.substring(NodeMain.TELLS.length()));
                } else {
                    log.add(line);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            log.add(e.toString());
        }
        told.add(ENDED);
    }

    int port() {
        return port;
    }

    /** The next thing that it tells. */
    String told() {
        try {
            String next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null || next.equals(ENDED)) {
                throw new AssertionError("The process " + (next == null ? "says nothing" : "ended") + ": " + log);
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has logged. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** How it ended by itself. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The process does not end: " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
