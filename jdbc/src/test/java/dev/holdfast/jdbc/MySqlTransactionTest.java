package dev.holdfast.jdbc;

class MySqlTransactionTest extends JdbcTransactionContract {
    MySqlTransactionTest() {
        super(Backend.MYSQL_ON_MARIADB);
    }
}
