package dev.holdfast.jdbc;

class MariaDbTransactionTest extends JdbcTransactionContract {
    MariaDbTransactionTest() {
        super(Backend.MARIADB);
    }
}
