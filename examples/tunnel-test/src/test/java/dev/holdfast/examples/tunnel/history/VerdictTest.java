package dev.holdfast.examples.tunnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.tunnel.history.Resolution.Way;
import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
        story.told("b", new Intent.Delete()).entry("b", "DELETE", null, Story.fields(1), State.PARKED, 404, null);
        story.effect(Kind.DELETE, 1, 1);

        assertBroken(Breach.DUPLICATE);
    }

    @Test
    void anActionThatIsTwiceInTheOutboxIsADuplicate() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.entry("a", "POST", Story.fields(1), null, State.DELIVERED, 201, null)
                .effect(Kind.CREATE, "/v1/expenses/2", 1, 1);

        assertBroken(Breach.DUPLICATE);
    }

    @Test
    void anAcknowledgedActionThatIsNotInTheOutboxIsLost() {
        story.told("a", new Intent.Delete());

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
        met().resolved("c", Story.resolution(Way.MINE, Story.fields(9), "b"), Story.fields(9));
        story.edit("b", State.SETTLED, 412, "c").effect(Kind.EDIT, 3, 9);

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void aConflictThatTheUserGaveUpIsClean() {
        story.shown("b").decided("b").edit("b", State.SETTLED, 412, null);
        story.sentNothing(Story.resolution(Way.LATEST, Story.fields(9), "b"));

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void aConflictThatWasNeverShownIsUnsurfaced() {
        story.decided("b").edit("b", State.SETTLED, 412, null);

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
    void aConflictIsNotSettledByADecisionAboutAnotherOneOfItsExpense() {
        story.shown("b").edit("b", State.SETTLED, 412, null).decided("a", "c");

        assertBroken(Breach.UNSURFACED);
    }

    @Test
    void aConflictIsNotSettledByAnActionThatResolvesAnotherOne() {
        met().edit("b", State.SETTLED, 412, "c");
        story.resolved("c", Story.resolution(Way.MINE, Story.fields(9), "a"), Story.fields(9));
        story.effect(Kind.EDIT, 3, 9);

        assertBroken(Breach.UNSURFACED);
    }

    @Test
    void aCreateThatIsStoredWithOtherFieldsIsLost() {
        story.told("a", new Intent.Create(Story.fields(1)));
        story.entry("a", "POST", Story.fields(2), null, State.DELIVERED, 201, null)
                .effect(Kind.CREATE, 1, 2);

        assertBroken(Breach.LOST);
    }

    @Test
    void anEditThatIsStoredWithoutWhatWasTypedIsLost() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.told("b", Story.amount(2))
                .entry("b", "PUT", Story.fields(1), Story.fields(1), State.DELIVERED, 200, null)
                .effect(Kind.EDIT, 2, 1);

        assertBroken(Breach.LOST);
    }

    @Test
    void anEditThatIsStoredWithWhatNobodyTypedIsLost() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.told("b", Story.amount(2))
                .entry("b", "PUT", Story.fields(2), Story.fields(1), State.DELIVERED, 200, null)
                .effect(Kind.EDIT, 2, 2);

        assertBroken(Breach.LOST);
    }

    @Test
    void anEditThatIsStoredForAnotherExpenseIsLost() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1).toldOf(7, "b", Story.both(2));
        story.entry("b", "PUT", Story.fields(2), Story.fields(1), State.DELIVERED, 200, null)
                .effect(Kind.EDIT, 2, 2);

        assertBroken(Breach.LOST);
    }

    @Test
    void aDeleteThatIsStoredAsAnEditIsLost() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1).told("b", new Intent.Delete());
        story.entry("b", "PUT", Story.fields(2), Story.fields(1), State.DELIVERED, 200, null)
                .effect(Kind.EDIT, 2, 2);

        assertBroken(Breach.LOST);
    }

    /** What was made on top of a refused edit goes on without that one's values. */
    @Test
    void anEditThatHoldsWhatWasTypedInARefusedOneIsLost() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        story.deleted("d", 1).effect(Kind.DELETE, 1, 1);
        story.edit("b", State.PARKED, 404, null).told("c", Story.amount(5));
        story.entry("c", "PUT", Story.fields(5, "note 9"), Story.fields(1), State.PARKED, 404, null);

        assertBroken(Breach.LOST);
    }

    @Test
    void keepMineThatSendsTheLatestIsLost() {
        met().resolved("c", Story.resolution(Way.MINE, Story.fields(9), "b"), Story.fields(3));
        story.edit("b", State.SETTLED, 412, "c").effect(Kind.EDIT, 3, 3);

        assertBroken(Breach.LOST);
    }

    @Test
    void keepMineThatSendsNothingIsLost() {
        story.shown("b").decided("b").edit("b", State.SETTLED, 412, null);
        story.sentNothing(Story.resolution(Way.MINE, Story.fields(9), "b"));

        assertBroken(Breach.LOST);
    }

    @Test
    void keepMineOfADeleteThatIsStoredAsAnEditIsLost() {
        met().resolved("c", Story.resolution(Way.MINE, null, "b"), Story.fields(3));
        story.told("b", new Intent.Delete())
                .entry("b", "DELETE", null, Story.fields(1), State.SETTLED, 412, "c")
                .effect(Kind.EDIT, 3, 3);

        assertBroken(Breach.LOST);
    }

    @Test
    void aMergeAgainstTheChoicesIsLost() {
        met().resolved("c", Story.resolution(Way.MERGE, Story.fields(9), "b"), Story.fields(9));
        story.edit("b", State.SETTLED, 412, "c").effect(Kind.EDIT, 3, 9);

        assertBroken(Breach.LOST);
    }

    @Test
    void aMergeTakesWhatOnlyOneOfThemChanged() {
        Fields base = Story.fields(1);
        Fields merged = merge(base, Story.fields(9, base.note()), Story.fields(1, "note 3"));

        assertThat(merged).isEqualTo(Story.fields(9, "note 3"));
    }

    @Test
    void aMergeTakesWhatWasChosenOfWhatBothChanged() {
        Fields merged = merge(Story.fields(1), Story.fields(9), Story.fields(3), "note");

        assertThat(merged).isEqualTo(Story.fields(3, "note 9"));
    }

    private static Fields merge(Fields base, Fields mine, Fields latest, String... chosen) {
        Conflict conflict = new Conflict(Story.PHONE, "b", List.of("b"), base, mine, latest);
        return Objects.requireNonNull(new Resolution(conflict, Way.MERGE, Set.of(chosen)).outcome());
    }

    @Test
    void aMergeThatComesOutAsTheLatestMaySendNothing() {
        story.shown("b").decided("b").edit("b", State.SETTLED, 412, null);
        story.sentNothing(Story.resolution(Way.MERGE, Story.fields(9), "b"));

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void whatWasTypedLaterInAChainTakesThePlaceOfWhatWasTypedBefore() {
        chain(Story.fields(9), Story.fields(5, "note 9"));

        assertThat(story.verdict().violations()).isEmpty();
    }

    @Test
    void aSettledEditWhoseValuesAreNotInMineIsLost() {
        chain(Story.fields(1), Story.fields(5, "note 1"));

        assertBroken(Breach.LOST);
    }

    @Test
    void mineThatIsNotWhatWasWrittenLastIsLost() {
        story.shown("b").decided("b").edit("b", State.SETTLED, 412, null);
        story.sentNothing(Story.resolution(Way.LATEST, Story.fields(1), "b"));

        assertBroken(Breach.LOST);
    }

    /** Edits of both fields and then of the amount, made on top of what was seen, and resolved with what came last. */
    private void chain(Fields seen, Fields last) {
        met().edit("b", State.SETTLED, 412, "c").told("b2", Story.amount(5));
        story.entry("b2", "PUT", last, seen, State.SETTLED, null, "c");
        story.resolved("c", Story.resolution(Way.MINE, last, "b", "b2"), last).written(3, last);
    }

    /** An expense that somebody else has changed from 1 to 3. */
    private Story met() {
        story.created("a", 1).effect(Kind.CREATE, 1, 1);
        return story.edited("x", 3, 1).effect(Kind.EDIT, 2, 3).shown("b");
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
