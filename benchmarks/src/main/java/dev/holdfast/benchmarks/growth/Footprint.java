package dev.holdfast.benchmarks.growth;

import java.io.IOException;

/**
 * What a server holds.
 *
 * @param threads how many threads
 * @param heap how many bytes are alive
 */
record Footprint(long threads, long heap) {

    static Footprint of(GrowthProcess server) throws IOException {
        long heap = server.ask(GrowthMain.Command.LIVE);
        return new Footprint(server.ask(GrowthMain.Command.THREADS), heap);
    }

    /** How many bytes more than before there are for each of so many. */
    long each(Footprint before, int count) {
        return (heap - before.heap) / count;
    }
}
