package dev.holdfast.jdbc;

import dev.holdfast.testkit.db.DatabaseAddress;

class H2WriteContractTest extends JdbcWriteContract {
    @Override
    DatabaseAddress database() {
        return new DatabaseAddress("jdbc:h2:mem:wire;DB_CLOSE_DELAY=-1", "sa", "");
    }
}
