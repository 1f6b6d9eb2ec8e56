package dev.holdfast.jdbc;

class H2FileStoreTest extends JdbcStoreContract {
    H2FileStoreTest() {
        super(Backend.H2_FILE);
    }
}
