package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SpringJpaTest extends OrdersContract<SpringOrders> {
    @Override
    SpringOrders orders(DataSource database) {
        return SpringJpaApplication.start(database);
    }

    @Test
    void aNewTransactionInsideOneIsRefused() throws Exception {
        shop.on("add-apart", names -> {
            try {
                return orders.service().addAnd(names.get(0), () -> {
                    orders.service().addApart(names.get(1));
                    return names;
                });
            } catch (RuntimeException e) {
                throw new Refused(Causes.messages(e));
            }
        });

        WireResponse told = shop.post("/keyed/add-apart", "tea", "milk");
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.text()).contains("A second transaction beside an open one", "requestTransaction to false");
        assertThat(shop.rows()).isEmpty();

        // other names: InnoDB would let one transaction wait for the other at the remains of the same
        assertThat(shop.post("/fenced/add-apart", "coffee", "cocoa").status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactlyInAnyOrder("coffee", "cocoa");
    }

    @Test
    void aReadOnlyTransactionReads() throws Exception {
        shop.on("read-only", names -> {
            orders.add(names.get(0));
            return orders.service().names();
        });

        assertThat(shop.post("/keyed/read-only", "tea").text()).isEqualTo("[tea]");
        assertThat(shop.post("/free/read-only", "milk").text()).isEqualTo("[tea, milk]");
    }

    @Test
    void aStrongerIsolationIsRefused() throws Exception {
        shop.on("serializable", names -> {
            try {
                orders.service().addSerializable(names.get(0));
                return "added";
            } catch (RuntimeException e) {
                throw new Refused(Causes.messages(e));
            }
        });

        WireResponse told = shop.post("/keyed/serializable", "tea");
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.text()).contains("cannot be had in the middle of a request transaction");
        assertThat(shop.rows()).isEmpty();
    }
}
