package dev.holdfast.jdbc;

import javax.sql.DataSource;

class MariaDbTransactionWriteContractTest extends MariaDbWriteContractTest {
    @Override
    DataSource on(DataSource pool) {
        return RequestTransactions.wrap(pool);
    }
}
