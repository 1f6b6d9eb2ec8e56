package dev.holdfast.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.benchmarks.stores.Tape.AutoCommit;
import dev.holdfast.benchmarks.stores.Tape.Changed;
import dev.holdfast.benchmarks.stores.Tape.End;
import dev.holdfast.benchmarks.stores.Tape.Parameter;
import dev.holdfast.benchmarks.stores.Tape.Read;
import dev.holdfast.benchmarks.stores.Tape.Rows;
import dev.holdfast.benchmarks.stores.Tape.Send;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final String SELECT = "select cast(? as bigint) as n";
    private static final String CREATE = "create table t (n int)";

    private final Recorder recorder = new Recorder(database());

    private static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:recorder");
        return database;
    }

    @Test
    void itNotesWhatIsSentAndRead() throws SQLException {
        try (Connection connection = recorder.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setLong(1, 7);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                row.getLong("n");
            }
        }

        assertThat(recorder.take().uses())
                .containsExactly(new Tape.Use(List.of(new Send(
                        SELECT,
                        List.of(new Parameter(JdbcType.LONG, 7L)),
                        List.of(new Rows(1, List.of(new Read(JdbcType.LONG, 1, 7L))))))));
    }

    @Test
    void itNotesTransactions() throws SQLException {
        try (Connection connection = recorder.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement create = connection.prepareStatement(CREATE)) {
                create.executeUpdate();
            }
            connection.commit();
        }

        assertThat(recorder.take().uses())
                .containsExactly(new Tape.Use(List.of(
                        new AutoCommit(false), new Send(CREATE, List.of(), List.of(new Changed(0))), End.COMMIT)));
        assertThat(recorder.take().uses()).isEmpty();
    }

    @Test
    void whatAFloorCannotSendIsAnError() throws SQLException {
        try (Connection connection = recorder.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> select.setString(1, "7"))
                    .withMessageContaining("setString");
        }
    }
}
