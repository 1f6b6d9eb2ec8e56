package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a person does on the page takes effect once, through tunnels, lost answers, reloads and killed tabs. */
class PageOutboxTest extends PageCase {
    @Test
    void whatIsCreatedIsListedAndHeld() throws Exception {
        Tab phone = open("phone");

        phone.add("12.34", "Taxi");
        phone.add("5,50", "Coffee");

        phone.awaitRows("Coffee 5.50", "Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34", "Coffee 5.5");
        assertThat(phone.text("#summary")).isEqualTo("2 expenses, 17.84 in all");
    }

    @Test
    void anEditAndARemovalArrive() throws Exception {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        alice().create("{\"amount\":3,\"note\":\"Bus\"}");
        Tab phone = open("phone");
        phone.awaitRows("Bus 3.00", "Taxi 12.34");

        phone.edit("Taxi", "20", "Train");
        phone.awaitRows("Bus 3.00", "Train 20.00");
        phone.act("Bus", "Edit");
        phone.click("#delete");

        phone.awaitRows("Train 20.00");
        assertThat(held()).containsExactly("Train 20.0");
    }

    @Test
    void saveTappedTwiceIsOneAction() throws Exception {
        Tab phone = open("phone");
        phone.click("#create");
        phone.fill("12.34", "Taxi");

        phone.run("const save = document.getElementById('save'); save.click(); save.click(); return true");

        phone.awaitRows("Taxi 12.34");
        phone.add("1", "Afterwards");
        phone.awaitRows("Afterwards 1.00", "Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34", "Afterwards 1.0");
    }

    @Test
    void nothingReachesTheServerFromTheTunnel() throws Exception {
        Tab phone = open("phone");
        phone.awaitText("#measures", "Operations");
        phone.tunnel(true);
        phone.add("12.34", "Taxi");
        phone.awaitRows("Taxi 12.34 Queued");
        phone.reload();
        phone.awaitRows("Taxi 12.34 Queued");
        phone.edit("Taxi", "15", "Taxi home");

        phone.awaitRows("Taxi home 15.00 Queued");
        phone.awaitText("#tunnel-notice", "Nothing leaves this device. 1 change waits.");
        assertThat(held()).isEmpty();
        assertThat(measures().at("/operations/started").asLong()).isZero();

        phone.tunnel(false);

        phone.awaitRows("Taxi home 15.00");
        assertThat(held()).containsExactly("Taxi home 15.0");
        assertThat(measures().at("/operations/started").asLong()).isEqualTo(2);
        assertThat(measures().at("/edits/failed412").asLong()).isZero();
    }

    @Test
    void aKilledTabDeliversOnceWhenItIsOpenedAnew() throws Exception {
        Tab phone = open("phone");
        phone.tunnel(true);
        phone.add("12.34", "Taxi");
        phone.awaitRows("Taxi 12.34 Queued");
        Map<String, Object> stored = phone.operations().get(0);
        phone.kill();

        Tab again = open("phone");
        again.awaitRows("Taxi 12.34 Queued");
        again.tunnel(false);

        again.awaitRows("Taxi 12.34");
        HttpResponse<String> retry = alice().send("POST", "/v1/expenses", bytes(stored), key(stored));
        assertThat(retry.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(held()).containsExactly("Taxi 12.34");
        assertThat(again.operations()).extracting(one -> one.get("state")).containsExactly("delivered");
    }

    private static BodyPublisher bytes(Map<String, Object> operation) {
        return BodyPublishers.ofString(String.valueOf(operation.get("body")));
    }

    private static String key(Map<String, Object> operation) {
        return "\"" + operation.get("key") + "\"";
    }

    @Test
    void aLostAnswerIsReplayed() throws Exception {
        try (LosingProxy proxy = LosingProxy.to(server().address())) {
            Tab phone = browser().open(proxy.address(), "phone");
            phone.awaitText("#summary", "0 expenses");
            CountDownLatch lost = proxy.loseNext(201);

            phone.add("12.34", "Taxi");

            LosingProxy.await(lost);
            phone.awaitRows("Taxi 12.34");
            assertThat(held()).containsExactly("Taxi 12.34");
            assertThat(measures().at("/operations/started").asLong()).isEqualTo(1);
            assertThat(measures().at("/operations/replayed").asLong()).isEqualTo(1);
        }
    }

    @Test
    void aTabThatIsKilledWhileItWaitsForTheAnswerLearnsItWhenItIsOpenedAnew() throws Exception {
        try (LosingProxy proxy = LosingProxy.to(server().address())) {
            Tab phone = browser().open(proxy.address(), "phone");
            phone.awaitText("#summary", "0 expenses");
            CountDownLatch held = proxy.holdNext(201);
            phone.add("12.34", "Taxi");
            LosingProxy.await(held);
            phone.awaitRows("Taxi 12.34 Sending");
            phone.kill();

            Tab again = browser().open(proxy.address(), "phone");

            again.awaitRows("Taxi 12.34");
            assertThat(held()).containsExactly("Taxi 12.34");
            assertThat(measures().at("/operations/replayed").asLong()).isEqualTo(1);
        }
    }

    /** The answer to the create is known late, and the expense is another one by then. */
    @Test
    void anEditBehindACreateOverwritesNobody() throws Exception {
        try (LosingProxy proxy = LosingProxy.to(server().address())) {
            Tab phone = browser().open(proxy.address(), "phone");
            phone.tunnel(true);
            phone.add("12.34", "Taxi");
            phone.awaitRows("Taxi 12.34 Queued");
            phone.edit("Taxi", "14", "Taxi");
            phone.awaitRows("Taxi 14.00 Queued");
            CountDownLatch held = proxy.holdNext(201);
            phone.tunnel(false);
            LosingProxy.await(held);
            phone.kill();
            alice().put("/v1/expenses/1", "{\"amount\":20,\"note\":\"Taxi\"}");

            Tab again = browser().open(proxy.address(), "phone");

            again.awaitRows("Taxi 14.00 Conflict");
            assertThat(held()).containsExactly("Taxi 20.0");
        }
    }

    /** Which of the two sends does not matter; both show it. */
    @Test
    void twoTabsOfOneDeviceShareItsOutbox() throws Exception {
        Tab one = open("phone");
        Tab other = open("phone");
        one.tunnel(true);
        one.add("12.34", "Taxi");
        other.awaitRows("Taxi 12.34 Queued");
        other.tunnel(false);

        one.awaitRows("Taxi 12.34");
        other.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");
        assertThat(measures().at("/operations/replayed").asLong()).isZero();
    }

    @Test
    void whatTheServerRefusesIsShownWithItsReasonUntilItIsDiscarded() throws Exception {
        Tab phone = open("phone");
        String tooLong = "x".repeat(501);

        phone.add("12.34", tooLong);

        phone.awaitRows(tooLong + " 12.34 Refused");
        assertThat(phone.text(".reason")).isEqualTo("note must have at most 500 characters");
        phone.act(tooLong, "Discard");
        phone.awaitRows();
        assertThat(held()).isEmpty();
    }

    @Test
    void whatTheServerRefusesCanBeCorrected() throws Exception {
        Tab phone = open("phone");
        String tooLong = "x".repeat(501);
        phone.add("12.34", tooLong);
        phone.awaitRows(tooLong + " 12.34 Refused");

        phone.edit(tooLong, "12.34", "Taxi");

        phone.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");
    }

    @Test
    void aNoteIsTextWhateverItSays() throws Exception {
        String markup = "<img src=x onerror=alert(1)>";
        Tab phone = open("phone");

        phone.add("1", markup);

        phone.awaitRows(markup + " 1.00");
        assertThat(phone.elements("#rows img")).isEmpty();
        assertThat(held()).isEqualTo(List.of(markup + " 1.0"));
    }

    @Test
    void signingInIsAChoiceOfTwo() throws Exception {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.click("#sign-out");

        phone.awaitText("#sign-in h2", "Who is it?");
        phone.click("[data-user=bob]");

        phone.awaitText("#summary", "0 expenses");
        phone.awaitText(".device", "bob");
    }
}
