package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Others answer in the server's place: hotels, proxies, and nobody. What they say takes nothing away and makes nothing twice. */
class PageAnswersTest extends PageCase {
    private static final String LOST = "pass => pass().then(() => { throw new TypeError('lost') })";
    private static final String NOBODY = "pass => { throw new TypeError('nobody there') }";

    private static String json(int status, String body) {
        return "async pass => new Response('" + body + "', { status: " + status
                + ", headers: { 'Content-Type': 'application/json' } })";
    }

    private static String html(int status) {
        return "async pass => new Response('<h1>Welcome</h1>', { status: " + status
                + ", headers: { 'Content-Type': 'text/html' } })";
    }

    private Tab opened() {
        Tab phone = open("phone");
        phone.awaitText("#summary", "0 expenses");
        return phone;
    }

    @Test
    void aSignInPageAfterALostAnswerIsNoRefusal() throws Exception {
        Tab phone = opened();
        phone.standInBetween("POST", LOST);
        phone.standInBetween("POST", html(403));
        phone.standInBetween("POST", html(407));

        phone.add("12.34", "Taxi");

        phone.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");
        assertThat(measures().at("/operations/started").asLong()).isEqualTo(1);
    }

    @Test
    void whatMayHaveArrivedIsSentAgainUnderItsKeyOnly() throws Exception {
        Tab phone = opened();
        phone.standInBetween("POST", LOST);
        phone.standInBetween("POST", json(403, "{\"error\":\"Forbidden\"}"));
        phone.add("12.34", "Taxi");
        phone.awaitRows("Taxi 12.34 Refused");

        assertThat(phone.text(".reason")).isEqualTo("Forbidden; it may have arrived before");
        assertThat(phone.text(".row-actions")).doesNotContain("Edit");
        phone.act("Taxi", "Discard");
        phone.awaitText("#confirm-text", "may have arrived");
        phone.click("#confirm-dialog [value=keep]");
        phone.act("Taxi", "Try again");

        phone.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");
        assertThat(measures().at("/operations/replayed").asLong()).isEqualTo(1);
    }

    @Test
    void whoWasNeverLetInMayCorrect() throws Exception {
        Tab phone = opened();
        phone.standInBetween("POST", json(403, "{\"error\":\"Forbidden\"}"));
        phone.add("12.34", "Taxi");
        phone.awaitRows("Taxi 12.34 Refused");

        phone.edit("Taxi", "14", "Taxi home");

        phone.awaitRows("Taxi home 14.00");
        assertThat(held()).containsExactly("Taxi home 14.0");
    }

    @Test
    void aSuccessThatIsNotTheApisDeliversNothing() throws Exception {
        Tab phone = opened();
        phone.standInBetween("POST", json(200, "{\"captive\":true}"));
        phone.add("12.34", "Taxi");
        phone.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");

        phone.standInBetween("PUT", json(200, "{\"captive\":true}"));
        phone.edit("Taxi", "14", "Taxi");

        phone.awaitRows("Taxi 14.00");
        assertThat(held()).containsExactly("Taxi 14.0");
    }

    @Test
    void whatIsNoListEmptiesNone() {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.standInBetween("GET /v1/expenses", json(200, "{\"captive\":true}"));
        phone.standInBetween("GET /v1/expenses", json(200, "[{\"captive\":true}]"));

        phone.awaitText("#summary", "Not reached since");

        assertThat(phone.rows()).containsExactly("Taxi 12.34");
        phone.await("the server again", () -> !phone.text("#summary").contains("Not reached"));
    }

    @Test
    void aConflictWithoutTheLatestIsReadThere() throws Exception {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.tunnel(true);
        phone.edit("Taxi", "14", "Taxi");
        alice().put("/v1/expenses/1", "{\"amount\":20,\"note\":\"Taxi\"}");
        phone.standInBetween("PUT", json(412, "{\"title\":\"Changed\",\"latestEtag\":\"x\",\"latest\":null}"));
        phone.standInBetween("GET /v1/expenses/1", json(200, "null"));
        phone.tunnel(false);

        phone.awaitRows("Taxi 14.00 Conflict");
        phone.act("Taxi", "Resolve");
        phone.click("#keep-mine");

        phone.awaitRows("Taxi 14.00");
        assertThat(held()).containsExactly("Taxi 14.0");
    }

    @Test
    void whatWasDeletedElsewhereCanBeCreatedAnew() throws Exception {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.tunnel(true);
        phone.edit("Taxi", "14", "Taxi home");
        alice().delete("/v1/expenses/1");
        phone.tunnel(false);
        phone.awaitRows("Taxi home 14.00 Deleted elsewhere");

        phone.act("Taxi home", "Create it anew");

        phone.awaitRows("Taxi home 14.00");
        assertThat(held()).containsExactly("Taxi home 14.0");
    }

    @Test
    void whatBothDeletedIsDeleted() throws Exception {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.tunnel(true);
        phone.act("Taxi", "Edit");
        phone.click("#delete");
        phone.awaitRows("Taxi 12.34 Queued");
        alice().delete("/v1/expenses/1");
        phone.tunnel(false);

        phone.awaitRows();
        assertThat(phone.operations()).extracting(one -> one.get("state")).containsExactly("delivered");
    }

    @Test
    void aCreateWhoseAnswerIsLateIsShownOnce() throws Exception {
        Tab phone = opened();
        phone.run("window.held = new Promise(resolve => (window.release = resolve)); return true");
        phone.standInBetween("POST", "pass => pass().then(async answer => { await window.held; return answer; })");
        phone.add("12.34", "Taxi");
        phone.await("the expense to be held", () -> holds(1));
        phone.runAsync("""
                const done = arguments[arguments.length - 1];
                import('/page/reads.js').then(({ refresh }) => refresh()).then(done);""");

        phone.awaitText("#summary", "1 expense, 12.34 in all");
        assertThat(phone.rows()).containsExactly("Taxi 12.34 Sending");
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        phone.awaitRows("Taxi 12.34 Sending", "Taxi 12.34");

        phone.run("window.release(); return true");
        phone.awaitRows("Taxi 12.34", "Taxi 12.34");
    }

    private boolean holds(int expenses) {
        try {
            return held().size() == expenses;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLongWaitIsToldAndCanBeCutShort() throws Exception {
        Tab phone = opened();
        phone.standInBetween("POST", """
                async pass => new Response('{"title":"Busy"}', { status: 503,
                    headers: { 'Content-Type': 'application/json', 'Retry-After': '300' } })""");
        phone.add("12.34", "Taxi");
        phone.awaitText(".reason", "it will be sent again in 5 min");
        assertThat(held()).isEmpty();

        phone.act("Taxi", "Send now");

        phone.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");
    }

    @Test
    void theListIsShownBeforeItsExpensesAreReadAndTheseAFewAtATime() {
        for (int expense = 1; expense <= 9; expense++) {
            alice().create("{\"amount\":1,\"note\":\"" + expense + "\"}");
        }
        Tab phone = browser().open(server().address(), "none");
        phone.awaitText("#summary", "9 expenses");
        phone.run("localStorage.setItem('expenses/alice/phone/tunnel', 'yes'); return true");
        Tab slow = open("phone");
        slow.awaitText("#summary", "Not read yet");
        for (int expense = 0; expense < 9; expense++) {
            slow.standInBetween(
                    "GET /v1/expenses/",
                    "pass => { window.asked = (window.asked ?? 0) + 1;" + " return new Promise(() => {}); }");
        }
        slow.tunnel(false);

        slow.awaitText("#summary", "9 expenses, 9.00 in all");
        slow.await(
                "some to be asked for",
                () -> slow.run("return window.asked ?? 0").equals(4L));
        assertThat(slow.rows()).hasSize(9);
    }

    @Test
    void aServerThatWasNeverReachedIsToldOf() {
        open("none").run("localStorage.setItem('expenses/alice/phone/tunnel', 'yes'); return true");
        Tab phone = open("phone");
        phone.awaitText("#empty", "Not read yet");
        phone.standInBetween("GET /v1/expenses", NOBODY);
        phone.tunnel(false);

        phone.awaitText("#status", "The server is not reached");
        assertThat(phone.text("#summary")).isEqualTo("Not read yet. Not reached since this page was opened");
        phone.awaitText("#summary", "0 expenses, 0.00 in all");
        phone.awaitText("#empty", "Nothing yet.");
    }

    @Test
    void tryingAgainSendsWhatWasWrittenSince() throws Exception {
        Tab phone = refusedWithAnEditBehind();

        phone.act("Taxi", "Try again");

        phone.awaitRows("Taxi 12.34");
        assertThat(held()).containsExactly("Taxi 12.34");
    }

    @Test
    void whatIsLostWithARefusedCreateIsNamedBefore() throws Exception {
        Tab phone = refusedWithAnEditBehind();

        phone.act("Taxi", "Discard");
        phone.awaitText("#confirm-text", "What you changed since is discarded with it: Taxi, 12.34.");
        phone.click("#confirm-dialog [value=keep]");
        assertThat(phone.rows()).containsExactly("Taxi 12.34 Refused");
        phone.act("Taxi", "Discard");
        phone.click("#confirm-discard");

        phone.awaitRows();
        List<Map<String, Object>> operations = phone.operations();
        assertThat(operations).extracting(one -> one.get("state")).containsOnly("discarded");
        assertThat(held()).isEmpty();
    }

    private Tab refusedWithAnEditBehind() {
        Tab phone = opened();
        String tooLong = "x".repeat(501);
        phone.tunnel(true);
        phone.add("12.34", tooLong);
        phone.awaitRows(tooLong + " 12.34 Queued");
        phone.edit(tooLong, "12.34", "Taxi");
        phone.awaitRows("Taxi 12.34 Queued");
        phone.tunnel(false);
        phone.awaitRows("Taxi 12.34 Refused");
        return phone;
    }
}
