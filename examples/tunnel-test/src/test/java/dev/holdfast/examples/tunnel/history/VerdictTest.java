package dev.holdfast.examples.tunnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private final Story story = new Story();

    @Test
    void aLifeWithoutAccidentsIsClean() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.edited("b", 2, 1).effect(Kind.EDIT, 2, 2);
        story.deleted("c", 2).effect(Kind.DELETE, 2, 2);

        assertThat(story.verdict().violations()).isEmpty();
        assertThat(story.verdict().isClean()).isTrue();
    }

    @Test
    void twoExpensesOfOneCreateAreADuplicate() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1).effect(Kind.CREATE, "/v1/expenses/2", 1, 1);

        assertBroken(Breach.DUPLICATE);
    }

    @Test
    void anEditThatIsAppliedTwiceIsADuplicate() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.edited("b", 2, 1).effect(Kind.EDIT, 2, 2).effect(Kind.EDIT, 3, 2);

        assertBroken(Breach.DUPLICATE);
    }

    @Test
    void aDeleteThatTookEffectAndIsParkedIsADuplicate() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.told("b").entry("b", "DELETE", null, Story.fields(1), State.PARKED, 404, null);
        story.effect(Kind.DELETE, 1, 1);

        assertBroken(Breach.DUPLICATE);
    }

    @Test
    void anActionThatIsTwiceInTheOutboxIsADuplicate() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.entry("a", "PUT", Story.fields(2), Story.fields(1), State.DELIVERED, 200, null)
                .effect(Kind.EDIT, 2, 2);

        assertBroken(Breach.DUPLICATE);
    }

    @Test
    void anAcknowledgedActionThatIsNotInTheOutboxIsLost() {
        story.told("a");

        assertBroken(Breach.LOST);
    }

    @Test
    void aDeliveredOperationWithoutAnEffectIsLost() {
        story.created("a", 1);

        assertBroken(Breach.LOST);
    }

    @Test
    void anEditOverSomethingThatItsWriterHadNotSeenIsALoss() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.edited("b", 2, 1).effect(Kind.EDIT, 2, 2);
        story.edited("c", 3, 1).effect(Kind.EDIT, 3, 3);

        assertBroken(Breach.LOST);
    }

    @Test
    void aDeleteOfSomethingThatItsUserHadNotSeenIsALoss() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.edited("b", 2, 1).effect(Kind.EDIT, 2, 2);
        story.deleted("c", 1).effect(Kind.DELETE, 2, 2);

        assertBroken(Breach.LOST);
    }

    @Test
    void aVersionThatIsMissingIsALoss() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.edited("b", 2, 1).effect(Kind.EDIT, 3, 2);

        assertBroken(Breach.LOST);
    }

    /** A resolution may write what was there before. */
    @Test
    void theSameFieldsMayBeWrittenTwiceByTwoOperations() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.edited("b", 1, 1).effect(Kind.EDIT, 2, 1);
        story.edited("c", 2, 1).effect(Kind.EDIT, 3, 2);
        story.edited("d", 1, 2).effect(Kind.EDIT, 4, 1);

        assertThat(story.verdict().violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "CONFLICT"})
    void anOperationThatIsStuckIsUnfinished(State state) {
        story.edit("b", state, null, null);

        assertBroken(Breach.UNFINISHED);
    }

    @Test
    void aRefusedOperationIsUnfinishedUnlessItsExpenseWasDeleted() {
        story.edit("b", State.PARKED, 404, null);

        assertBroken(Breach.UNFINISHED);
    }

    @Test
    void anEditOfADeletedExpenseMayStayParked() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.deleted("c", 1).effect(Kind.DELETE, 1, 1);
        story.edit("b", State.PARKED, 404, null);

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void anOperationThatNobodyAskedForIsUnfinished() {
        story.entry("a", "POST", Story.fields(1), null, State.DELIVERED, 201, null)
                .effect(Kind.CREATE, 1, 1);

        assertBroken(Breach.UNFINISHED);
    }

    @Test
    void aConflictThatWasShownAndResolvedIsClean() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.shown("b").edit("b", State.SETTLED, 412, "c");
        story.edited("c", 3, 1).effect(Kind.EDIT, 2, 3);

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void aConflictThatTheUserGaveUpIsClean() {
        story.shown("b").gaveUp().edit("b", State.SETTLED, 412, null);

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void aConflictThatWasNeverShownIsUnsurfaced() {
        story.gaveUp().edit("b", State.SETTLED, 412, null);

        assertBroken(Breach.UNSURFACED);
    }

    @Test
    void aConflictThatNobodySettledIsUnsurfaced() {
        story.shown("b").edit("b", State.SETTLED, 412, null);

        assertBroken(Breach.UNSURFACED);
    }

    @Test
    void aConflictThatWasSettledByAnUnknownActionIsUnsurfaced() {
        story.shown("b").edit("b", State.SETTLED, 412, "nobody's");

        assertBroken(Breach.UNSURFACED);
    }

    @Test
    void otherBytesAreADisagreement() {
        story.clientHas("\"1\"", "{\"amount\":1.0}").serverHas("\"1\"", "{\"amount\":1.00}");

        assertBroken(Breach.DISAGREEMENT);
    }

    @Test
    void anotherTagIsADisagreement() {
        story.clientHas("\"1\"", "{}").serverHas("\"2\"", "{}");

        assertBroken(Breach.DISAGREEMENT);
    }

    @Test
    void anExpenseThatOneOfThemDoesNotHaveIsADisagreement() {
        story.serverHas("\"1\"", "{}");

        assertBroken(Breach.DISAGREEMENT);
    }

    @Test
    void withoutTagsTheBytesDecide() {
        story.clientHas(null, "{}").serverHas(null, "{}");

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void twoAnswersToOneActionAreAContradiction() {
        story.contradiction();

        assertBroken(Breach.CONTRADICTION);
    }

    @Test
    void amountsAreEqualWhateverTheirDecimals() {
        assertThat(new Fields(new BigDecimal("10.00"), "")).isEqualTo(new Fields(BigDecimal.TEN, ""));
        assertThat(new Fields(new BigDecimal("0.00"), "")).isEqualTo(new Fields(BigDecimal.ZERO, ""));
    }

    /** That, once, and nothing else. */
    private void assertBroken(Breach breach) {
        assertThat(story.verdict().violations()).extracting(Violation::breach).containsExactly(breach);
    }
}
