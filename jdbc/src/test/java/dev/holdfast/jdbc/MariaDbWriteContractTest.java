package dev.holdfast.jdbc;

import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.db.MariaDbServer;

class MariaDbWriteContractTest extends JdbcWriteContract {
    @Override
    DatabaseAddress database() {
        return MariaDbServer.address();
    }
}
