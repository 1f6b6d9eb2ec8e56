package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two devices edit one expense, and nobody's edit is lost without being asked for. */
class PageConflictTest extends PageCase {
    private Tab phone;
    private Tab tablet;

    /** The phone changes the note and, as the tablet does, the amount; the tablet is first. */
    @BeforeEach
    void bothEdit() {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        phone = open("phone");
        tablet = open("tablet");
        phone.awaitRows("Taxi 12.34");
        phone.tunnel(true);
        phone.edit("Taxi", "14", "Taxi home");
        phone.awaitRows("Taxi home 14.00 Queued");
        tablet.awaitRows("Taxi 12.34");
        tablet.edit("Taxi", "20", "Taxi");
        tablet.awaitRows("Taxi 20.00");
        phone.tunnel(false);
        phone.awaitRows("Taxi home 14.00 Conflict");
    }

    @Test
    void theThreeVersionsStandSideBySide() {
        phone.act("Taxi home", "Resolve");

        assertThat(phone.text("[data-field=amount]"))
                .isEqualTo("Amount\nChanged on both sides\nBefore\n12.34\nMine\n14.00\nLatest\n20.00");
        assertThat(phone.text("[data-field=note]"))
                .isEqualTo("Note\nChanged here only\nBefore\nTaxi\nMine\nTaxi home\nLatest\nTaxi");
    }

    @Test
    void mineIsKept() throws Exception {
        phone.act("Taxi home", "Resolve");
        phone.click("#keep-mine");

        phone.awaitRows("Taxi home 14.00");
        tablet.awaitRows("Taxi home 14.00");
        assertThat(held()).containsExactly("Taxi home 14.0");
        assertResolved();
    }

    @Test
    void theLatestIsKept() throws Exception {
        phone.act("Taxi home", "Resolve");
        phone.click("#keep-latest");

        phone.awaitRows("Taxi 20.00");
        assertThat(held()).containsExactly("Taxi 20.0");
        assertThat(alice().get("/v1/expenses").body()).contains("\"version\":2");
        assertResolved();
    }

    @Test
    void aMergeAsksForWhatBothChangedAndForNothingElse() throws Exception {
        phone.act("Taxi home", "Resolve");
        phone.click("#save-merge");
        phone.awaitText("#conflict-error", "Choose for each field");
        phone.click("[data-field=amount] .latest");
        phone.click("#save-merge");

        phone.awaitRows("Taxi home 20.00");
        assertThat(held()).containsExactly("Taxi home 20.0");
        assertThat(phone.operations())
                .extracting(operation -> operation.get("state"))
                .containsExactlyInAnyOrder("settled", "delivered");
        assertResolved();
    }

    @Test
    void aConflictOutlivesItsTab() throws Exception {
        phone.kill();

        Tab again = open("phone");
        again.awaitRows("Taxi home 14.00 Conflict");
        again.act("Taxi home", "Resolve");
        again.click("#keep-mine");

        again.awaitRows("Taxi home 14.00");
        assertThat(held()).containsExactly("Taxi home 14.0");
    }

    @Test
    void aResolutionFromTheTunnelIsAConflictAgainIfOthersWereFaster() throws Exception {
        phone.tunnel(true);
        phone.act("Taxi home", "Resolve");
        phone.click("#keep-mine");
        phone.awaitRows("Taxi home 14.00 Queued");
        tablet.edit("Taxi", "30", "Taxi");
        tablet.awaitRows("Taxi 30.00");

        phone.tunnel(false);

        phone.awaitRows("Taxi home 14.00 Conflict");
        assertThat(held()).containsExactly("Taxi 30.0");
        assertThat(measures().at("/conflicts/seen").asLong()).isEqualTo(2);
    }

    @Test
    void theServerCountsByAppVersion() throws Exception {
        assertThat(measures().at("/edits/failed412").asLong()).isEqualTo(1);
        assertThat(measures().at("/edits/byAppVersion/expenses-page~11/rate412").asDouble())
                .isEqualTo(0.5);
        assertThat(measures().at("/conflicts/open").asLong()).isEqualTo(1);
        phone.awaitText("[data-measure=conflicts]", "1");
        phone.awaitText("[data-measure=resolved]", "1 open");
    }

    private void assertResolved() throws Exception {
        phone.awaitText("[data-measure=resolved]", "0 open");
        assertThat(measures().at("/conflicts/resolved").asLong()).isEqualTo(1);
        assertThat(measures().at("/conflicts/open").asLong()).isZero();
    }
}
