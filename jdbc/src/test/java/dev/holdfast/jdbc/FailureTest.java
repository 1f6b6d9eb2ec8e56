package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.StoreException;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "40001, 0, serialization failure of PostgreSQL",
        "40P01, 0, deadlock of PostgreSQL",
        "23505, 0, unique violation of PostgreSQL",
        "42P07, 0, table that exists in PostgreSQL",
        "40001, 1213, deadlock of MariaDB",
        "HY000, 1020, record changed in MariaDB",
        "HY000, 1205, lock wait of MariaDB",
        "23000, 1062, duplicate of MariaDB",
        "23505, 23505, duplicate of H2",
        "HYT00, 50200, lock wait of H2",
        "90131, 90131, concurrent update of H2",
        "HY000, 50000, an index of H2 that already exists",
    })
    void whoLostMayTryAgain(String state, int code, String message) {
        assertThat(Failure.of(new SQLException(message, state, code)).isContention())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "08006, 0, connection lost",
        "57014, 0, cancelled by PostgreSQL",
        "70100, 1969, cancelled by MariaDB",
        "42P01, 0, no table in PostgreSQL",
        "42S02, 1146, no table in MariaDB",
        "23502, 0, null in PostgreSQL",
        "HY000, 50000, out of luck in H2",
        ", 0, no state",
    })
    void anyOtherFailureIsFinal(String state, int code, String message) {
        assertThat(Failure.of(new SQLException(message, state, code)).isContention())
                .isFalse();
    }

    @Test
    void aTableInTheWayIsToldFromADatabaseThatIs() {
        assertThat(words(new SQLException("", "42P01")))
                .isEqualTo("The idempotency store could not x: the table t is not there, not of the shape that this"
                        + " version needs, or not open to this user (SQLState 42P01); createSchema() or the shipped"
                        + " schema makes it");
        assertThat(words(new SQLException("", "08001")))
                .isEqualTo("The idempotency store could not x: its database failed or cannot be reached"
                        + " (SQLState 08001)");
        assertThat(words(new SQLException(""))).endsWith("(SQLState unknown)");
        assertThat(words(new IllegalStateException(""))).endsWith(": its data source failed");
    }

    @Test
    void jdbisOwnExceptionsAreLeftOut() {
        var cause = new SQLException("why", "08006");
        JdbiException shown = new UnableToCreateStatementException(cause, null);

        assertThat(Failure.of(shown).toStoreException("x", "t")).hasCause(cause);
    }

    @Test
    void aFailureInWordsStaysAsItIs() {
        var failure = new StoreException("in words");

        assertThat(Failure.of(failure).toStoreException("x", "t")).isSameAs(failure);
    }

    private static String words(Exception thrown) {
        return String.valueOf(Failure.of(thrown).toStoreException("x", "t").getMessage());
    }
}
