package dev.holdfast.benchmarks.growth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many connections to one server. One thread. */
final class Crowd implements AutoCloseable {
    private final List<Exchange> connections = new ArrayList<>();

    private Crowd() {}

    /** Connects so many. */
    static Crowd open(int port, int count) throws IOException {
        Crowd crowd = new Crowd();
        try {
            for (int i = 0; i < count; i++) {
                crowd.connections.add(Exchange.open(port));
            }
        } catch (IOException e) {
            crowd.close();
            throw e;
        }
        return crowd;
    }

    /** Each sends a request without a body, all with one key. */
    void send(String path, String key) throws IOException {
        for (Exchange connection : connections) {
            connection.sendHead(path, key, 0);
        }
    }

    /**
     * Each awaits its response.
     *
     * @throws IllegalStateException if one gets another than that
     */
    void receive(Response expected) throws IOException {
        for (Exchange connection : connections) {
            Response response = connection.receive();
            if (!response.equals(expected)) {
                throw new IllegalStateException("One was answered by " + response);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Exchange connection : connections) {
            connection.close();
        }
    }
}
