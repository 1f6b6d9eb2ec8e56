package dev.holdfast.benchmarks.load;

import java.time.Duration;

/**
 * Clients in this process.
 *
 * @param connections how many
 */
public record JavaGenerator(int connections) implements Generator {

    @Override
    public String name() {
        return "the benchmark's own clients, in Java";
    }

    @Override
    public Measurement run(int port, Requests requests, Duration leadIn, Duration measured)
            throws InterruptedException {
        LoadResult result = new Load(connections, leadIn, measured).run(port, requests);
        return new Measurement(result.throughput(), result.millis(50), result.millis(99), result.millis(99.9));
    }
}
