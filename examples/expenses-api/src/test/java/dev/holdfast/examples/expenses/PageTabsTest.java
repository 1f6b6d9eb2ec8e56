package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two tabs of one device act on one expense, and neither acts on what the other has settled. */
class PageTabsTest extends PageCase {
    private static final String FAIL_ONCE = """
            const transaction = IDBDatabase.prototype.transaction;
            IDBDatabase.prototype.transaction = () => {
              IDBDatabase.prototype.transaction = transaction;
              throw new Error('no room');
            };
            document.getElementById('keep-mine').click();
            return true;""";

    // Opened by each test, when its time has come
    @SuppressWarnings("NullAway.Init")
    private Tab one;

    @SuppressWarnings("NullAway.Init")
    private Tab other;

    private void bothEdit() {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        one = open("phone");
        one.awaitRows("Taxi 12.34");
        other = open("phone");
        one.tunnel(true);
        one.edit("Taxi", "14", "Taxi home");
        other.awaitRows("Taxi home 14.00 Queued");
        alice().put("/v1/expenses/1", "{\"amount\":20,\"note\":\"Taxi\"}");
    }

    @Test
    void anEditOfWhatWasResolvedInAnotherTabKeepsItsTextAndAsksOnce() throws Exception {
        bothEdit();
        other.act("Taxi home", "Edit");
        other.fill("15", "Taxi back");
        one.tunnel(false);
        one.awaitRows("Taxi home 14.00 Conflict");
        one.act("Taxi home", "Resolve");
        one.click("#keep-mine");
        one.awaitRows("Taxi home 14.00");

        other.click("#save");
        other.awaitText("#form-error", "Changed in another tab meanwhile; it is now: Taxi home 14.00.");
        other.click("#save");

        other.awaitRows("Taxi back 15.00");
        assertThat(held()).containsExactly("Taxi back 15.0");
        assertThat(measures().at("/edits/missing428").asLong()).isZero();
    }

    @Test
    void anEditBehindWhatIsCreatedMeanwhileFindsItsPath() throws Exception {
        one = open("phone");
        one.awaitText("#summary", "0 expenses");
        other = open("phone");
        one.tunnel(true);
        one.add("1", "Taxi");
        one.awaitRows("Taxi 1.00 Queued");
        one.edit("Taxi", "2", "Taxi");
        other.awaitRows("Taxi 2.00 Queued");
        other.act("Taxi", "Edit");
        other.fill("3", "Taxi");
        one.run("window.held = new Promise(resolve => (window.release = resolve)); return true");
        one.standInBetween("PUT", "pass => window.held.then(pass)");
        one.tunnel(false);
        one.await(
                "the create to be held",
                () -> one.operations().stream().anyMatch(operation -> "delivered".equals(operation.get("state"))));

        other.click("#save");
        other.awaitRows("Taxi 3.00 Sending");
        one.run("window.release(); return true");

        other.awaitRows("Taxi 3.00");
        assertThat(held()).containsExactly("Taxi 3.0");
    }

    @Test
    void aConflictThatWasSettledInAnotherTabIsToldOf() {
        bothEdit();
        one.tunnel(false);
        one.awaitRows("Taxi home 14.00 Conflict");
        other.awaitRows("Taxi home 14.00 Conflict");
        other.act("Taxi home", "Resolve");
        one.act("Taxi home", "Resolve");
        one.click("#keep-mine");
        one.awaitRows("Taxi home 14.00");

        other.click("#keep-latest");

        other.awaitText("#conflict-error", "This was settled in another tab meanwhile.");
        assertThat(other.elements("#conflict-dialog[open]")).hasSize(1);
        other.click("#conflict-later");
        other.awaitRows("Taxi home 14.00");
    }

    @Test
    void aResolutionThatCannotBeStoredIsToldOf() {
        bothEdit();
        one.tunnel(false);
        one.awaitRows("Taxi home 14.00 Conflict");
        one.act("Taxi home", "Resolve");

        one.run(FAIL_ONCE);

        one.awaitText("#conflict-error", "This device could not store it: no room");
        one.click("#keep-mine");
        one.awaitRows("Taxi home 14.00");
    }
}
