package dev.holdfast.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound on how long a connection waits for each answer of a database that may be gone. */
final class NetworkTimeout {
    private static final Logger log = LoggerFactory.getLogger(NetworkTimeout.class);

    private NetworkTimeout() {}

    interface Call<T> {
        T run() throws SQLException;
    }

    /** Runs a call under the bound, unless the connection has a closer one, and puts back what was set before. */
    static <T> T within(int millis, Connection connection, Call<T> call) throws SQLException {
        int before = connection.getNetworkTimeout();
        if (before > 0 && before <= millis) {
            return call.run();
        }
        connection.setNetworkTimeout(Runnable::run, millis);
        try {
            return call.run();
        } finally {
            putBack(before, connection);
        }
    }

    /** What the call came to stands, whatever has become of the connection; a pool puts back what is not put back here. */
    private static void putBack(int millis, Connection connection) {
        try {
            if (!connection.isClosed()) { // the driver closes it when the bound is reached
                connection.setNetworkTimeout(Runnable::run, millis);
            }
        } catch (SQLException e) {
            log.debug("The time limit of a connection could not be put back", e);
        }
    }
}
