package dev.holdfast.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A bound on how long a connection waits for each answer of a database that may be gone. */
final class NetworkTimeout {
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
            if (!connection.isClosed()) { // the driver closes it when the bound is reached
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }
}
