package dev.holdfast.jdbc;

import javax.sql.DataSource;

class H2TransactionWriteContractTest extends H2WriteContractTest {
    @Override
    DataSource on(DataSource pool) {
        return RequestTransactions.wrap(pool);
    }
}
