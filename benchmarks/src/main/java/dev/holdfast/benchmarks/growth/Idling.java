package dev.holdfast.benchmarks.growth;

import java.io.IOException;
import java.util.UUID;

/**
 * Connections to a server without the filter, each with a request behind it.
 *
 * @param before what it held when there was none
 * @param meanwhile what it held with all of them
 */
record Idling(Footprint before, Footprint meanwhile) {

    static Idling run(GrowthProcess server, int count) throws IOException {
        Waiting.greet(server);
        Footprint before = Footprint.of(server);
        try (Crowd crowd = Crowd.open(server.port(), count)) {
            crowd.send(GrowthServer.UPLOAD, UUID.randomUUID().toString());
            crowd.receive(Response.FIRST);
            return new Idling(before, Footprint.of(server));
        }
    }
}
