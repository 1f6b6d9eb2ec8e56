package dev.holdfast.benchmarks.app;

import java.io.IOException;

/** An {@link OrdersServer} in a process of its own. */
public final class OrdersProcess implements AutoCloseable {
    private static final int HEAP = 512;

    private final ServerProcess process;

    private OrdersProcess(ServerProcess process) {
        this.process = process;
    }

    /** Starts one, and waits until it listens. */
    public static OrdersProcess start(String database, Protection protection) throws IOException {
        return new OrdersProcess(ServerProcess.start(HEAP, OrdersMain.class, database, protection.name()));
    }

    /** The port it listens on. */
    public int port() {
        return process.port();
    }

    /** Has the pool take new connections in place of those it has. */
    public void replaceConnections() throws IOException {
        process.ask(OrdersMain.REPLACE_CONNECTIONS);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
