package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 17.5, POSTGRESQL",
        "MariaDB, 11.4.5-MariaDB, MARIADB",
        "MySQL, 8.4.0, MYSQL",
        "MySQL, 5.5.5-10.11.6-MariaDB-log, MARIADB",
        "H2, 2.5.252 (2026-01-01), H2",
    })
    void theDriverSaysWhichItIs(String product, String version, Dialect dialect) throws SQLException {
        assertThat(Dialect.of(metaData(product, version))).isEqualTo(dialect);
    }

    @Test
    void anotherDatabaseIsRefusedByName() {
        assertThatThrownBy(() -> Dialect.of(metaData("Oracle", "23")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Oracle")
                .hasMessageContaining("PostgreSQL, MariaDB, MySQL, H2");
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL_ON_MARIADB", mode = EnumSource.Mode.EXCLUDE)
    void eachIsDetected(Backend backend) throws SQLException {
        try (var node = Node.on(backend);
                var connection = node.pool().getConnection()) {
            assertThat(Dialect.of(connection.getMetaData())).isEqualTo(backend.dialect);
        }
    }

    private static DatabaseMetaData metaData(String product, String version) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                DialectTest.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, args) -> method.getName().equals("getDatabaseProductName") ? product : version);
    }
}
