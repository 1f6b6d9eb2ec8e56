package dev.holdfast.jdbc.crash;

import java.sql.SQLException;

/** Is told of each step that a request takes, on the request's thread. Thread-safe. */
@FunctionalInterface
interface Steps {
    /**
     * A step is reached.
     *
     * @throws SQLException to let the database's answer get lost
     */
    void reached(Step step) throws SQLException;
}
