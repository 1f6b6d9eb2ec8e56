package dev.holdfast.jdbc;

class PostgresTransactionTest extends JdbcTransactionContract {
    PostgresTransactionTest() {
        super(Backend.POSTGRESQL);
    }
}
