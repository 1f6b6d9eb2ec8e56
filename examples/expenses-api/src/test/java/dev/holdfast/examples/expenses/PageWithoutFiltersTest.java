package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page on a server without filters: it works, and shows what goes wrong then. */
class PageWithoutFiltersTest extends PageCase {
    @Override
    Mode mode() {
        return Mode.UNPROTECTED;
    }

    @Test
    void theLastToSaveOverwritesTheOther() throws Exception {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.tunnel(true);
        phone.edit("Taxi", "14", "Taxi home");
        alice().put("/v1/expenses/1", "{\"amount\":20,\"note\":\"Taxi\"}");
        phone.tunnel(false);

        phone.awaitRows("Taxi home 14.00");
        assertThat(held()).containsExactly("Taxi home 14.0");
        phone.awaitText("#measures-note", "Off: this server runs without its filters.");
    }

    @Test
    void aLostAnswerMakesTwo() throws Exception {
        try (LosingProxy proxy = LosingProxy.to(server().address())) {
            Tab phone = browser().open(proxy.address(), "phone");
            phone.awaitText("#summary", "0 expenses");
            proxy.loseNext(201);

            phone.add("12.34", "Taxi");

            phone.awaitRows("Taxi 12.34", "Taxi 12.34");
        }
    }
}
