package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

class JooqTest extends OrdersContract<JooqOrders> {
    @Override
    JooqOrders orders(DataSource database) {
        return new JooqOrders(database, kind);
    }

    @Test
    void aNestedTransactionIsRolledBackAlone() throws Exception {
        shop.on(
                "nested",
                names -> orders.database().transactionResult(outer -> {
                    JooqOrders.insert(outer.dsl(), names.get(0));
                    outer.dsl().transaction(inner -> JooqOrders.insert(inner.dsl(), names.get(1)));
                    boolean third = Orders.succeeds(() -> outer.dsl().transaction(inner -> {
                        JooqOrders.insert(inner.dsl(), names.get(2));
                        throw new Refused("not that one");
                    }));
                    boolean fourth = Orders.succeeds(
                            () -> outer.dsl().transaction(inner -> JooqOrders.insert(inner.dsl(), names.get(0))));
                    JooqOrders.insert(outer.dsl(), "last");
                    return List.of(third, fourth);
                }));
        WireRequest request = Shop.request("/keyed/nested", "tea", "milk", "sugar");

        WireResponse first = shop.send(request);

        assertThat(first.text()).isEqualTo("[false, false]");
        assertThat(shop.rows()).containsExactly("tea", "milk", "last");
        assertReplayed(request, first);
    }

    @Test
    void batchesAndGeneratedKeys() throws Exception {
        shop.on("batch", names -> {
            DSLContext database = orders.database();
            database.batch(names.stream()
                            .map(name -> database.insertInto(JooqOrders.PURCHASE, JooqOrders.NAME)
                                    .values(name))
                            .toList())
                    .execute();
            Long id = Objects.requireNonNull(database.insertInto(JooqOrders.PURCHASE, JooqOrders.NAME)
                            .values("last")
                            .returningResult(JooqOrders.ID)
                            .fetchOne())
                    .value1();
            return database.select(JooqOrders.NAME)
                    .from(JooqOrders.PURCHASE)
                    .where(JooqOrders.ID.eq(id))
                    .fetch(JooqOrders.NAME);
        });

        WireResponse first = shop.post("/keyed/batch", "tea", "milk");

        assertThat(first.text()).isEqualTo("[last]");
        assertThat(shop.rows()).containsExactly("tea", "milk", "last");
    }

    @Test
    void aTransactionBesideAnOpenOneIsRefused() throws Exception {
        shop.on(
                "beside",
                names -> orders.database().transactionResult(outer -> {
                    JooqOrders.insert(outer.dsl(), names.get(0));
                    try {
                        orders.add(names.get(1));
                        return "added";
                    } catch (RuntimeException e) {
                        throw new Refused(Causes.messages(e));
                    }
                }));

        WireResponse told = shop.post("/keyed/beside", "tea", "milk");

        assertThat(told.status()).isEqualTo(409);
        assertThat(told.text()).contains("A second transaction beside an open one");
        assertThat(shop.rows()).isEmpty();
    }
}
