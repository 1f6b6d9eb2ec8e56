package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.RollbackException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class JpaTest extends OrdersContract<JpaOrders> {
    @Override
    JpaOrders orders(DataSource database) {
        return new JpaOrders(database);
    }

    @Test
    void numbersFromASequence() throws Exception {
        shop.on(
                "tickets",
                names -> orders.withTransaction(entities -> {
                    for (String name : names) {
                        entities.persist(new Ticket(name));
                    }
                    entities.flush();
                    return "added";
                }));
        shop.run("delete from ticket");
        WireRequest request = Shop.request("/keyed/tickets", "a", "b", "c", "d", "e");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(shop.rows("ticket")).containsExactly("a", "b", "c", "d", "e");
        assertReplayed(request, first);
    }

    @Test
    void numbersFromATableAreRefusedInATransactionThatHasBegun() throws Exception {
        shop.on(
                "invoices",
                names -> orders.withTransaction(entities -> {
                    for (String name : names) {
                        entities.persist(new Invoice(name));
                        entities.flush();
                    }
                    return "added";
                }));
        shop.run("delete from invoice");

        // the first is asked for while the transaction has done nothing yet
        assertThat(shop.post("/keyed/invoices", "a").status()).isEqualTo(201);
        WireResponse refused = shop.post("/keyed/invoices", "b", "c");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text()).contains("A second transaction beside an open one");
        assertThat(shop.post("/fenced/invoices", "d", "e").status()).isEqualTo(201);
        assertThat(shop.rows("invoice")).containsExactly("a", "d", "e");
    }

    @Test
    void aLostRaceIsTheApplicationsToAnswer() throws Exception {
        AtomicLong id = new AtomicLong();
        orders.inTransaction(entities -> {
            Purchase purchase = new Purchase("tea");
            entities.persist(purchase);
            entities.flush();
            id.set(Objects.requireNonNull(purchase.id()));
        });
        shop.on("rename", names -> {
            try {
                orders.inTransaction(entities -> {
                    Purchase purchase = entities.find(Purchase.class, id.get());
                    somebodyElseRenames(purchase);
                    purchase.rename(names.get(0));
                });
                return "renamed";
            } catch (RollbackException e) {
                assertThat(e).hasCauseInstanceOf(OptimisticLockException.class);
                throw new Refused("somebody was quicker");
            }
        });
        WireRequest request = Shop.request("/keyed/rename", "milk");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.text()).isEqualTo("somebody was quicker");
        assertThat(shop.rows()).containsExactly("sugar");
        assertReplayed(request, first);
    }

    private void somebodyElseRenames(Purchase purchase) {
        try {
            shop.run("update purchase set name = 'sugar', version = version + 1 where id = " + purchase.id());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
