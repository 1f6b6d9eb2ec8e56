package dev.holdfast.compatibility;

import javax.sql.DataSource;

class PlainTest extends OrdersContract<PlainOrders> {
    @Override
    PlainOrders orders(DataSource database) {
        return new PlainOrders(database);
    }
}
