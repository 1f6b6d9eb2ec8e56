package dev.holdfast.jdbc;

class H2MemoryStoreTest extends JdbcStoreContract {
    H2MemoryStoreTest() {
        super(Backend.H2_MEMORY);
    }
}
