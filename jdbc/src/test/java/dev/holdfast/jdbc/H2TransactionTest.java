package dev.holdfast.jdbc;

class H2TransactionTest extends JdbcTransactionContract {
    H2TransactionTest() {
        super(Backend.H2_MEMORY);
    }
}
