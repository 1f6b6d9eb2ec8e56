package dev.holdfast.benchmarks.growth;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * Duplicates that wait for their first request.
 *
 * @param count how many there are
 * @param before what the server held when there was none
 * @param meanwhile what it held when all waited
 * @param after what it held when they were gone
 * @param answered how long it took from the end of the first request until all had its response
 */
record Waiting(int count, Footprint before, Footprint meanwhile, Footprint after, Duration answered) {
    private static final long PAUSE_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Has them wait, and makes sure that each gets the first response. */
    static Waiting run(GrowthProcess server, int count) throws IOException, InterruptedException {
        greet(server);
        Footprint before = Footprint.of(server);
        String key = UUID.randomUUID().toString();
        Footprint meanwhile;
        Duration answered;
        try (Exchange first = Exchange.open(server.port());
                Crowd crowd = Crowd.open(server.port(), count)) {
            first.sendHead(GrowthServer.HELD, key, 0);
            server.ask(GrowthMain.Command.AWAIT_START);
            crowd.send(GrowthServer.HELD, key);
            await(server, count);
            meanwhile = Footprint.of(server);
            long start = System.nanoTime();
            server.ask(GrowthMain.Command.RELEASE);
            crowd.receive(Response.REPLAY);
            answered = Duration.ofNanos(System.nanoTime() - start);
            if (!first.receive().equals(Response.FIRST)) {
                throw new IllegalStateException("The first request was not answered");
            }
        }
        return new Waiting(count, before, meanwhile, Footprint.of(server), answered);
    }

    /** Whatever the first request of all brings about is no waiter's. */
    static void greet(GrowthProcess server) throws IOException {
        try (Exchange exchange = Exchange.open(server.port())) {
            exchange.sendHead(GrowthServer.UPLOAD, UUID.randomUUID().toString(), 0);
            exchange.receive();
        }
    }

    private static void await(GrowthProcess server, int count) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (server.ask(GrowthMain.Command.WAITING) < count) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("Not all of them wait");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
