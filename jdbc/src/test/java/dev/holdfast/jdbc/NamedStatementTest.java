package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamedStatementTest {
    @Test
    void aNameMayStandThereSeveralTimes() {
        NamedStatement statement = NamedStatement.of("select :id, '12:30', :takeOver where id = :id");

        assertThat(statement.sql()).isEqualTo("select ?, '12:30', ? where id = ?");
        assertThat(statement.names()).containsExactly("id", "takeOver", "id");
    }

    @Test
    void eachNameGetsItsValue() throws Exception {
        NamedStatement statement = NamedStatement.of("select :batch, :takeOver, :id, :batch");
        Bindings values = new Bindings()
                .with("id", new byte[] {7})
                .with("takeOver", true)
                .with("batch", 3)
                .with("unused", 1);

        try (var connection = DriverManager.getConnection("jdbc:h2:mem:named");
                var prepared = statement.on(connection, values, 1);
                var row = prepared.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(3);
            assertThat(row.getBoolean(2)).isTrue();
            assertThat(row.getBytes(3)).containsExactly(7);
            assertThat(row.getLong(4)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noStatementKeepsAName(Dialect dialect) {
        Sql sql = dialect.sql("records");

        assertThat(sql.begin())
                .allSatisfy(step -> assertThat(step.statement().sql()).doesNotContainPattern(":[A-Za-z]"));
        assertThat(sql.purge().names()).containsExactly("batch");
        assertThat(sql.complete().names()).containsExactly("outcome", "retention", "id", "token");
    }
}
