package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class SpringJdbcTest extends OrdersContract<SpringOrders> {
    @Override
    SpringOrders orders(DataSource database) {
        return JdbcTemplateApplication.start(database);
    }

    @Test
    void aNewTransactionInsideOneIsRefused() throws Exception {
        shop.on(
                "add-apart",
                names -> orders.service().addAnd(names.get(0), () -> {
                    orders.service().addApart(names.get(1));
                    return names;
                }));
        shop.on("add-apart-and-tell", names -> {
            try {
                return orders.service().addAnd(names.get(0), () -> {
                    orders.service().addApart(names.get(1));
                    return names;
                });
            } catch (RuntimeException e) {
                throw new Refused(Causes.messages(e));
            }
        });

        WireRequest request = Shop.request("/keyed/add-apart", "tea", "milk");
        assertThat(shop.send(request).status()).isEqualTo(500);
        assertThat(shop.send(request).header("Idempotency-Replayed")).isEmpty();

        WireResponse told = shop.post("/keyed/add-apart-and-tell", "tea", "milk");
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.text()).contains("A second transaction beside an open one", "requestTransaction to false");
        assertThat(shop.rows()).isEmpty();

        // other names: InnoDB would let one transaction wait for the other at the remains of the same
        WireRequest fenced = Shop.request("/fenced/add-apart", "coffee", "cocoa");
        WireResponse first = shop.send(fenced);
        assertThat(first.status()).isEqualTo(201);
        assertReplayed(fenced, first);
        assertThat(shop.rows()).containsExactlyInAnyOrder("coffee", "cocoa");
    }

    @Test
    void aNewTransactionThatIsInsideNoneIsAnyOther() throws Exception {
        shop.on("add-apart-alone", names -> {
            orders.service().addApart(names.get(0));
            orders.service().addApart(names.get(1));
            return "added";
        });

        assertThat(shop.post("/keyed/add-apart-alone", "tea", "milk").status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactly("tea", "milk");
    }

    @Test
    void aReadOnlyTransactionReads() throws Exception {
        shop.on("read-only", names -> {
            orders.add(names.get(0));
            return orders.service().names();
        });

        assertThat(shop.post("/keyed/read-only", "tea").text()).isEqualTo("[tea]");
        assertThat(shop.rows()).containsExactly("tea");
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
        assertThat(shop.post("/fenced/serializable", "milk").status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactly("milk");
    }

    @Test
    void aNestedTransactionIsRolledBackAlone() throws Exception {
        shop.on(
                "nested",
                names -> orders.service().addAnd(names.get(0), () -> {
                    orders.service().addNested(names.get(1), () -> {});
                    boolean third = Orders.succeeds(() -> orders.service().addNested(names.get(2), () -> {
                        throw new Refused("not that one");
                    }));
                    boolean fourth = Orders.succeeds(() -> orders.service().addNested(names.get(0), () -> {}));
                    orders.rows().insert("last");
                    return List.of(third + "", fourth + "");
                }));
        WireRequest request = Shop.request("/keyed/nested", "tea", "milk", "sugar");

        WireResponse first = shop.send(request);

        assertThat(first.text()).isEqualTo("[false, false]");
        assertThat(shop.rows()).containsExactly("tea", "milk", "last");
        assertReplayed(request, first);
    }

    @Test
    void aNestedTransactionGoesWithTheOneAroundIt() throws Exception {
        shop.on(
                "nested-refused",
                names -> orders.service().addAnd(names.get(0), () -> {
                    orders.service().addNested(names.get(1), () -> {});
                    throw new Refused("sold out");
                }));

        assertThat(shop.post("/keyed/nested-refused", "tea", "milk").status()).isEqualTo(409);
        assertThat(shop.rows()).isEmpty();
    }

    @Test
    void aTemplateRollsBackWhenTold() throws Exception {
        shop.on("rollback-only", names -> {
            orders.add(names.get(0));
            return orders.template().execute(status -> {
                orders.rows().insert(names.get(1));
                status.setRollbackOnly();
                return "rolled back";
            });
        });
        WireRequest request = Shop.request("/keyed/rollback-only", "tea", "milk");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text()).isEqualTo("rolled back");
        assertThat(shop.rows()).containsExactly("tea");
        assertReplayed(request, first);
    }

    @Test
    void aTemplateWithoutATransactionSuspendsTheOneAround() throws Exception {
        shop.on(
                "suspended",
                names -> orders.service().addAnd(names.get(0), () -> {
                    TransactionTemplate outside = orders.template();
                    outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
                    outside.executeWithoutResult(status -> orders.rows().insert(names.get(1)));
                    return names;
                }));

        assertThat(shop.post("/keyed/suspended", "tea", "milk").status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactlyInAnyOrder("tea", "milk");
    }
}
