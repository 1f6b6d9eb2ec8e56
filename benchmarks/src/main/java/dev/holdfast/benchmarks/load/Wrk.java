package dev.holdfast.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The program wrk, which takes less of the machine than clients in Java do. */
public final class Wrk implements Generator {
    private static final String PROGRAM = "wrk";

    private final String version;
    private final int connections;
    private final int threads;

    private Wrk(String version, int connections) {
        this.version = version;
        this.connections = connections;
        this.threads = threads(connections, Runtime.getRuntime().availableProcessors());
    }

    /** It, if this machine has it. */
    public static Optional<Wrk> find(int connections) throws InterruptedException {
        try {
            String[] words = output(new ProcessBuilder(PROGRAM, "-v")).split("\\s+", 3);
            return words[0].equals(PROGRAM) ? Optional.of(new Wrk(words[1], connections)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** At most half the processors, and as many that each has the same number of connections: wrk makes no others. */
    static int threads(int connections, int processors) {
        int threads = Math.max(1, Math.min(connections, processors / 2));
        while (connections % threads != 0) {
            threads--;
        }
        return threads;
    }

    @Override
    public String name() {
        return PROGRAM + " " + version + " with " + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public Measurement run(int port, Requests requests, Duration leadIn, Duration measured)
            throws IOException, InterruptedException {
        sendBefore(port, requests);
        if (!leadIn.isZero()) {
            run(port, WrkScript.thatLooksAtEachAnswer(requests), leadIn);
        }
        return run(port, WrkScript.of(requests), measured);
    }

    private void sendBefore(int port, Requests requests) throws IOException {
        for (int thread = 0; requests.sentBefore() > 0 && thread < threads; thread++) {
            try (Client client = new Client(port, requests, thread)) {
                client.begin();
            }
        }
    }

    private Measurement run(int port, WrkScript script, Duration time) throws IOException, InterruptedException {
        Path file = Files.createTempFile("requests", ".lua");
        try {
            Files.writeString(file, script.text());
            return WrkOutput.measurement(output(new ProcessBuilder(
                    PROGRAM,
                    "--threads=" + threads,
                    "--connections=" + connections,
                    "--duration=" + time.toSeconds() + "s",
                    "--timeout=30s",
                    "--script=" + file,
                    "http://127.0.0.1:" + port + "/")));
        } finally {
            Files.delete(file);
        }
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } finally {
            process.destroy();
        }
    }
}
