package dev.holdfast.jdbc;

class MySqlStoreTest extends JdbcStoreContract {
    MySqlStoreTest() {
        super(Backend.MYSQL_ON_MARIADB);
    }
}
