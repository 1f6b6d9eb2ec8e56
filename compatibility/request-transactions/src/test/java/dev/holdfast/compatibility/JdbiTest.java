package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;

class JdbiTest extends OrdersContract<JdbiOrders> {
    @Override
    JdbiOrders orders(DataSource database) {
        return new JdbiOrders(database);
    }

    @Test
    void transactionsInsideOneAreThatOne() throws Exception {
        shop.on(
                "nested",
                names -> orders.database().inTransaction(outer -> {
                    JdbiOrders.insert(outer, names.get(0));
                    outer.useTransaction(inner -> JdbiOrders.insert(inner, names.get(1)));
                    orders.database().useHandle(same -> JdbiOrders.insert(same, names.get(2)));
                    return List.of(outer.isInTransaction());
                }));
        WireRequest request = Shop.request("/keyed/nested", "tea", "milk", "sugar");

        WireResponse first = shop.send(request);

        assertThat(first.text()).isEqualTo("[true]");
        assertThat(shop.rows()).containsExactly("tea", "milk", "sugar");
        assertReplayed(request, first);
    }

    @Test
    void savepoints() throws Exception {
        shop.on(
                "savepoints",
                names -> orders.database().inTransaction(handle -> {
                    JdbiOrders.insert(handle, names.get(0));
                    handle.savepoint("one");
                    boolean second = Orders.succeeds(() -> JdbiOrders.insert(handle, names.get(0)));
                    handle.rollbackToSavepoint("one");
                    JdbiOrders.insert(handle, names.get(1));
                    handle.savepoint("two");
                    handle.releaseSavepoint("two");
                    return second;
                }));

        assertThat(shop.post("/keyed/savepoints", "tea", "milk").text()).isEqualTo("false");
        assertThat(shop.rows()).containsExactly("tea", "milk");
    }

    @Test
    void batchesAndGeneratedKeys() throws Exception {
        shop.on(
                "batch",
                names -> orders.database().withHandle(handle -> {
                    PreparedBatch batch = handle.prepareBatch("insert into purchase (name) values (:name)");
                    names.forEach(name -> batch.bind("name", name).add());
                    batch.execute();
                    long id = handle.createUpdate("insert into purchase (name) values ('last')")
                            .executeAndReturnGeneratedKeys("id")
                            .mapTo(Long.class)
                            .one();
                    return handle.createQuery("select name from purchase where id = :id")
                            .bind("id", id)
                            .mapTo(String.class)
                            .list();
                }));

        assertThat(shop.post("/keyed/batch", "tea", "milk").text()).isEqualTo("[last]");
        assertThat(shop.rows()).containsExactly("tea", "milk", "last");
    }

    @Test
    void aHandleBesideATransactionJoinsIt() throws Exception {
        shop.on(
                "beside",
                names -> orders.database().inTransaction(outer -> {
                    JdbiOrders.insert(outer, names.get(0));
                    try (Handle another = orders.database().open()) {
                        JdbiOrders.insert(another, names.get(1));
                    }
                    return "added";
                }));

        assertThat(shop.post("/keyed/beside", "tea", "milk").status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactly("tea", "milk");
    }
}
