package dev.holdfast.jdbc;

import javax.sql.DataSource;

class PostgresTransactionWriteContractTest extends PostgresWriteContractTest {
    @Override
    DataSource on(DataSource pool) {
        return RequestTransactions.wrap(pool);
    }
}
