package dev.holdfast.jdbc;

import java.sql.SQLException;

/** An outcome could not be written, and so nothing was committed. */
final class NotRecordedException extends SQLException {
    private static final long serialVersionUID = 1;

    NotRecordedException(SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
    }
}
