package dev.holdfast.testkit.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writers that all hold the same entity tag and write at the same moment, round after round, and a reader beside them. What
 * each client saw tells whether an update was lost: in each round exactly one write succeeds and the others get 412, the
 * next read shows what that one wrote, and no reader ever holds a tag that is newer than the content it came with.
 *
 * <p>The resource takes any JSON by PUT, requires {@code If-Match} or {@code If-None-Match: *}, and shows by GET what was
 * put. Not thread-safe.
 */
public final class LostUpdates {
    private static final int MOST_DIFFERENCES = 20;
    private static final int PATIENCE_SECONDS = 60;

    private final String path;
    private final int writers;
    private final List<Integer> ports;
    private final List<String> differences = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> rounds = new HashMap<>();
    private boolean keyed;
    private int wins;
    private int refusals;

    /**
     * Describes a race.
     *
     * @param path the resource, which does not exist yet
     * @param writers how many write at once
     * @param ports the nodes, of which each writer takes one
     */
    public LostUpdates(String path, int writers, Integer... ports) {
        this.path = path;
        this.writers = writers;
        this.ports = List.of(ports);
    }

    /** Sends an idempotency key of its own with each write. */
    public LostUpdates keyed() {
        keyed = true;
        return this;
    }

    /**
     * What was seen.
     *
     * @param wins how many writes succeeded
     * @param refusals how many got 412
     * @param reads how many contents the reader saw
     * @param differences what should not have been, in words
     */
    public record Report(int wins, int refusals, int reads, List<String> differences) {
        /** Copies the list. */
        public Report {
            differences = List.copyOf(differences);
        }
    }

    private record Read(String tag, String body) {}

    /** Runs so many rounds, or fewer if something is wrong. */
    public Report run(int count) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<WireConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < writers; i++) {
                connections.add(new WireConnection(ports.get(i % ports.size())));
            }
            Reader reader = new Reader(ports.get(ports.size() - 1));
            create(connections.get(0));
            Future<List<Read>> reading = threads.submit(reader::untilStopped);
            try {
                for (int round = 1; round <= count && differences.size() < MOST_DIFFERENCES; round++) {
                    round(round, connections, threads);
                }
            } finally {
                reader.stopped = true;
            }
            List<Read> reads = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            reads.forEach(this::judge);
            return new Report(wins, refusals, reads.size(), differences);
        } finally {
            for (WireConnection connection : connections) {
                connection.close();
            }
            threads.shutdownNow();
        }
    }

    private WireRequest request(String method) {
        return WireRequest.of(method, path).header("X-User", "alice");
    }

    private static String content(int round, int writer) {
        return "{\"round\":" + round + ",\"writer\":" + writer + "}";
    }

    private void create(WireConnection connection) throws IOException {
        WireResponse created =
                connection.exchange(request("PUT").header("If-None-Match", "*").body(content(0, 0)));
        if (created.status() / 100 != 2) {
            throw new IllegalStateException("The resource could not be made: " + created.status());
        }
    }

    private void round(int round, List<WireConnection> connections, ExecutorService threads) throws Exception {
        Read before = read(connections.get(round % connections.size()));
        rounds.putIfAbsent(before.tag(), round - 1);
        List<WireResponse> answers = write(round, before.tag(), connections, threads);
        List<Integer> winners = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int status = answers.get(writer).status();
            if (status / 100 == 2) {
                winners.add(writer);
            } else if (status == 412) {
                refusals++;
            } else {
                differences.add("round " + round + ": writer " + writer + " got " + status);
            }
        }
        wins += winners.size();
        if (winners.size() != 1) {
            differences.add("round " + round + ": " + winners.size() + " writes succeeded");
            return;
        }
        Read after = read(connections.get((round + 1) % connections.size()));
        if (!after.body().equals(content(round, winners.get(0)))) {
            differences.add(
                    "round " + round + ": writer " + winners.get(0) + " won, and " + after.body() + " is there");
        }
        List<String> told = answers.get(winners.get(0)).headers("ETag");
        if (!told.isEmpty() && !told.contains(after.tag())) {
            differences.add("round " + round + ": the winner was told " + told + ", and a reader " + after.tag());
        }
    }

    private List<WireResponse> write(int round, String tag, List<WireConnection> connections, ExecutorService threads)
            throws Exception {
        AtomicInteger missing = new AtomicInteger(writers);
        List<Future<WireResponse>> running = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            WireRequest write = request("PUT").header("If-Match", tag).body(content(round, writer));
            WireRequest request = keyed ? write.key(UUID.randomUUID().toString()) : write;
            running.add(threads.submit(() -> {
                await(missing);
                return connections.get(writer).exchange(request);
            }));
        }
        List<WireResponse> answers = new ArrayList<>();
        for (Future<WireResponse> one : running) {
            answers.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return answers;
    }

    @SuppressWarnings("ThreadPriorityCheck") // there are more threads than processors
    private static void await(AtomicInteger missing) {
        missing.decrementAndGet();
        while (missing.get() > 0 && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }

    private Read read(WireConnection connection) throws IOException {
        WireResponse answer = connection.exchange(request("GET"));
        if (answer.status() != 200 || answer.headers("ETag").size() != 1) {
            throw new IllegalStateException(
                    "The resource cannot be read: " + answer.status() + " " + answer.headers("ETag"));
        }
        return new Read(answer.headers("ETag").get(0), answer.text());
    }

    /** A tag of no round was given while a write was going on, and is good for nothing afterwards. */
    private void judge(Read read) {
        Integer tagged = rounds.get(read.tag());
        int shown =
                Integer.parseInt(read.body().replaceAll("[^0-9]+", " ").strip().split(" ", -1)[0]);
        if (tagged != null && tagged > shown) {
            differences.add("a reader held the tag of round " + tagged + " with the content of round " + shown);
        }
    }

    /** Reads as fast as it can. */
    private final class Reader {
        private final int port;
        private volatile boolean stopped;

        Reader(int port) {
            this.port = port;
        }

        List<Read> untilStopped() throws IOException {
            List<Read> reads = new ArrayList<>();
            try (WireConnection connection = new WireConnection(port)) {
                while (!stopped) {
                    reads.add(read(connection));
                }
            }
            return reads;
        }
    }
}
