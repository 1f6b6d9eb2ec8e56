package dev.holdfast.jdbc;

import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.db.PostgresServer;

class PostgresWriteContractTest extends JdbcWriteContract {
    @Override
    DatabaseAddress database() {
        return PostgresServer.address();
    }
}
