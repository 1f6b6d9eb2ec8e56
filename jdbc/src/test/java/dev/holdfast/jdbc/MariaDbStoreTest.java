package dev.holdfast.jdbc;

class MariaDbStoreTest extends JdbcStoreContract {
    MariaDbStoreTest() {
        super(Backend.MARIADB);
    }
}
