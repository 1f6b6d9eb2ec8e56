package dev.holdfast.jdbc;

class PostgresStoreTest extends JdbcStoreContract {
    PostgresStoreTest() {
        super(Backend.POSTGRESQL);
    }
}
