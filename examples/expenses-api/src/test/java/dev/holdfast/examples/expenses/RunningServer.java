package dev.holdfast.examples.expenses;

import java.net.URI;
import java.nio.file.Path;

/** The real server in this process, on a free port. */
final class RunningServer implements AutoCloseable {
    private final ExpensesServer server;

    private RunningServer(ExpensesServer server) {
        this.server = server;
    }

    /** A server whose H2 database is in {@code data}. */
    static RunningServer on(Path data) throws StartException {
        return on(JdbcAccess.filesIn(data));
    }

    static RunningServer on(JdbcAccess database) throws StartException {
        return on(database, Mode.TRANSACTIONAL);
    }

    static RunningServer on(JdbcAccess database, Mode mode) throws StartException {
        return new RunningServer(ExpensesServer.start(new Options("localhost", 0, database, mode)));
    }

    URI address() {
        return server.address();
    }

    Client as(String user) {
        return Client.of(address(), user);
    }

    @Override
    public void close() {
        server.close();
    }
}
