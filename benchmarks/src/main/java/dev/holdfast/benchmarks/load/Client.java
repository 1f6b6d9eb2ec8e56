package dev.holdfast.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One connection, and what is sent on it. One thread at a time. */
final class Client implements AutoCloseable {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;

    private final int port;
    private final Requests requests;
    private final Supplier<byte[]> sequence;
    private final Histogram latencies = noLatencies();
    private @Nullable KeepAliveConnection connection;
    private long sent;

    Client(int port, Requests requests, int number) {
        this.port = port;
        this.requests = requests;
        this.sequence = requests.sequence(number);
    }

    static Histogram noLatencies() {
        return new Histogram(LONGEST, DIGITS);
    }

    /** Connects, and sends each request that is to be sent again. */
    Client begin() throws IOException {
        KeepAliveConnection opened = new KeepAliveConnection(port);
        connection = opened;
        for (int i = 0; i < requests.sentBefore(); i++) {
            expectStatus(opened.exchange(sequence.get()));
        }
        return this;
    }

    /** Goes on until a time, and measures what begins and ends from one time to the other. */
    Client run(long from, long until) throws IOException {
        KeepAliveConnection opened = connection;
        if (opened == null) {
            throw new IllegalStateException("Not connected");
        }
        for (long start = System.nanoTime(); start - until < 0; ) {
            Answer answer = opened.exchange(sequence.get());
            expectStatus(answer);
            expectMark(answer);
            sent++;
            long end = System.nanoTime();
            if (start - from >= 0 && end - until <= 0) {
                latencies.recordValue(Math.min(end - start, LONGEST));
            }
            start = end;
        }
        return this;
    }

    private void expectStatus(Answer answer) throws IOException {
        if (answer.status() != requests.status()) {
            throw new IOException("Answered by " + answer.status());
        }
    }

    private void expectMark(Answer answer) throws IOException {
        if (answer.replayed() != requests.replayed()) {
            throw new IOException(answer.replayed() ? "Replayed" : "Not replayed");
        }
    }

    /** How many requests were sent since it began. */
    long sent() {
        return sent;
    }

    Histogram latencies() {
        return latencies;
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
    }
}
