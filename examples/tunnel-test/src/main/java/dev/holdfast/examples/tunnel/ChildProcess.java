package dev.holdfast.examples.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that is told things line by line, and answers so. It ends with this object. One thread asks, any kills. */
final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Writer input;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private ChildProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(UTF_8);
    }

    /**
     * Starts one.
     *
     * @param heard takes those lines, by saying so, that are no answers
     */
    static ChildProcess start(JavaCommand command, Predicate<String> heard) {
        ChildProcess child = new ChildProcess(command.start());
        Threads.start("reader", () -> child.listen(heard));
        return child;
    }

    private void listen(Predicate<String> heard) {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            new CompleteLines(output).forEach(line -> {
                if (!heard.test(line)) {
                    lines.add(Optional.of(line));
                }
            });
        } catch (IOException killed) {
            // the same as its end
        }
        lines.add(Optional.empty());
    }

    void tell(String line) throws ProcessGone {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new ProcessGone("It takes no more lines: " + line);
        }
    }

    /** Its next line. */
    String answer() throws ProcessGone {
        try {
            Optional<String> line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("It says nothing for " + PATIENCE_SECONDS + " s: " + process.info());
            }
            return line.orElseThrow(() -> new ProcessGone("It has ended"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a line that begins so, and gives the rest of it. */
    String awaitLine(String beginning) {
        try {
            String line = answer();
            while (!line.startsWith(beginning)) {
                line = answer();
            }
            return line.substring(beginning.length());
        } catch (ProcessGone e) {
            throw new IllegalStateException("It ended before it said: " + beginning, e);
        }
    }

    /** As {@code kill -9} does. False if it had ended already. */
    boolean kill() {
        // Process.destroyForcibly() would throw away what it has said
        boolean killed = process.toHandle().destroyForcibly();
        process.onExit().join();
        return killed;
    }

    @Override
    public void close() {
        kill();
    }
}
