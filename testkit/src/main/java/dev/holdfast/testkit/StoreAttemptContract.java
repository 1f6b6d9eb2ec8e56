package dev.holdfast.testkit;

import static dev.holdfast.idempotency.store.LapsePolicy.OUTCOME_UNKNOWN;
import static dev.holdfast.idempotency.store.StoredRecord.State.COMPLETED;
import static dev.holdfast.idempotency.store.StoredRecord.State.IN_FLIGHT;
import static dev.holdfast.idempotency.store.StoredRecord.State.LAPSED;
import static dev.holdfast.testkit.Operation.LEASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FenceToken;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One worker after another: what begin answers, what a lapsed lease means, and what a fence holds off. */
abstract class StoreAttemptContract extends StoreContractFixture {

    @Test
    void theGuaranteeIsDeclared() {
        assertThat(store().guarantee()).isNotNull();
    }

    @Test
    void aFreeKeyIsStarted() {
        var attempt = (Attempt.Started) begin(Operation.fresh().claim());

        assertThat(attempt.tookOver()).isFalse();
    }

    @Test
    void aDuplicateOfAnAttemptInFlightIsToldHowLongItsLeaseLasts() {
        var operation = Operation.fresh();
        started(operation);

        letTimePass(Duration.ofMinutes(4));

        var attempt = (Attempt.InFlight) begin(operation.claim());
        assertRemaining(attempt.leaseRemaining(), LEASE.minusMinutes(4));
    }

    @Test
    void theLeaseIsTheWorkersAndNotTheDuplicates() {
        var operation = Operation.fresh();
        started(operation);

        begin(operation.claim(LEASE.multipliedBy(6), Operation.RETENTION));
        letLeaseLapse();

        assertThat(begin(operation.claim())).isInstanceOf(Attempt.Started.class);
    }

    @Test
    void aRenewedLeaseStartsAnew() {
        var operation = Operation.fresh();
        var token = started(operation);
        letTimePass(Duration.ofMinutes(6));

        assertApplied(renew(operation, token));
        letTimePass(Duration.ofMinutes(6));

        var attempt = (Attempt.InFlight) begin(operation.claim());
        assertRemaining(attempt.leaseRemaining(), LEASE.minusMinutes(6));
    }

    @Test
    void aRenewalMayShortenTheLease() {
        var operation = Operation.fresh();
        var token = started(operation);

        assertApplied(store().renew(operation.id(), token, Duration.ofMinutes(3), Operation.RETENTION));

        var attempt = (Attempt.InFlight) begin(operation.claim());
        assertRemaining(attempt.leaseRemaining(), Duration.ofMinutes(3));
    }

    @Test
    void aRetryOfACompletedAttemptGetsItsOutcome() {
        var operation = Operation.fresh();

        completed(operation, "first");

        assertCompleted(operation, "first");
        assertCompleted(operation, "first");
    }

    @Test
    void recordsDoNotTouchEachOther() {
        var first = Operation.fresh();
        var second = Operation.freshOf(first.caller());
        completed(first, "first");

        var token = started(second);
        assertInFlight(second);
        complete(second, token, "second");

        assertCompleted(first, "first");
        assertCompleted(second, "second");
    }

    @Test
    void anotherRequestUnderTheKeyIsAMismatchWhileTheFirstIsInFlight() {
        var operation = Operation.fresh();
        var token = started(operation);

        assertMismatch(operation);

        assertApplied(complete(operation, token, "first"));
    }

    @Test
    void anotherRequestUnderTheKeyIsAMismatchAfterTheFirstHasLapsed() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();

        assertMismatch(operation);
        assertThat(begin(operation.changed().claim(OUTCOME_UNKNOWN))).isEqualTo(new Attempt.Mismatch());

        assertFound(operation, LAPSED, token);
    }

    @Test
    void anotherRequestUnderTheKeyIsAMismatchAfterTheFirstHasCompleted() {
        var operation = Operation.fresh();
        completed(operation, "first");

        assertMismatch(operation);

        assertCompleted(operation, "first");
    }

    @Test
    void aReleasedKeyMayBeUsedForAnotherRequest() {
        var operation = Operation.fresh();
        release(operation, started(operation));

        started(operation.changed());

        assertMismatch(operation);
    }

    private void assertMismatch(Operation operation) {
        assertThat(begin(operation.changed().claim())).isEqualTo(new Attempt.Mismatch());
    }

    @Test
    void aReleasedKeyStartsAgainWithAGreaterToken() {
        var operation = Operation.fresh();
        var token = started(operation);
        assertApplied(release(operation, token));
        assertAbsent(operation.id());

        var again = (Attempt.Started) begin(operation.claim());

        assertThat(again.tookOver()).isFalse();
        assertThat(again.token().value()).isGreaterThan(token.value());
    }

    @Test
    void aLapsedAttemptIsTakenOverWithAGreaterToken() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();

        var again = (Attempt.Started) begin(operation.claim());

        assertThat(again.tookOver()).isTrue();
        assertThat(again.token().value()).isGreaterThan(token.value());
        assertInFlight(operation);
        assertFound(operation, IN_FLIGHT, again.token());
    }

    @Test
    void aTakeoverMayItselfBeTakenOver() {
        var operation = Operation.fresh();
        started(operation);
        letLeaseLapse();
        var second = started(operation);
        letLeaseLapse();

        var third = started(operation);

        assertThat(third.value()).isGreaterThan(second.value());
        assertFencedOff(complete(operation, second, "second"));
        assertApplied(complete(operation, third, "third"));
    }

    @Test
    void aLapsedAttemptStaysUnknownWhereItMustNotRunAgain() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();

        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isEqualTo(new Attempt.OutcomeUnknown(token));
        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isEqualTo(new Attempt.OutcomeUnknown(token));

        assertFound(operation, LAPSED, token);
    }

    @Test
    void whatALapseMeansIsForTheRetrysClaimToSay() {
        var operation = Operation.fresh();
        var token = started(operation.claim(OUTCOME_UNKNOWN));
        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isInstanceOf(Attempt.InFlight.class);
        letLeaseLapse();
        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isEqualTo(new Attempt.OutcomeUnknown(token));

        var again = (Attempt.Started) begin(operation.claim());

        assertThat(again.tookOver()).isTrue();
    }

    @Test
    void anUnknownOutcomeIsSettledByCompletingItsToken() {
        var operation = Operation.fresh();
        started(operation);
        letLeaseLapse();
        var unknown = (Attempt.OutcomeUnknown) begin(operation.claim(OUTCOME_UNKNOWN));

        assertApplied(complete(operation, unknown.token(), "settled"));

        assertCompleted(begin(operation.claim(OUTCOME_UNKNOWN)), "settled");
    }

    @Test
    void anUnknownOutcomeIsSettledByReleasingItsToken() {
        var operation = Operation.fresh();
        started(operation);
        letLeaseLapse();
        var unknown = (Attempt.OutcomeUnknown) begin(operation.claim(OUTCOME_UNKNOWN));

        assertApplied(release(operation, unknown.token()));

        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isInstanceOf(Attempt.Started.class);
    }

    @Test
    void aLapsedWorkerThatNobodyOvertookMayComplete() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();

        assertApplied(complete(operation, token, "late"));

        assertCompleted(operation, "late");
    }

    @Test
    void aLapsedWorkerThatNobodyOvertookMayRenew() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();

        assertApplied(renew(operation, token));

        assertInFlight(operation);
        assertFound(operation, IN_FLIGHT, token);
    }

    @Test
    void aLapsedWorkerThatNobodyOvertookMayRelease() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();

        assertApplied(release(operation, token));

        assertAbsent(operation.id());
    }

    @Test
    void anOvertakenWorkerChangesNothing() {
        var operation = Operation.fresh();
        var old = started(operation);
        letLeaseLapse();
        var current = started(operation);
        letTimePass(Duration.ofMinutes(5));

        assertHeldOff(operation, old);

        assertFound(operation, IN_FLIGHT, current);
        assertRemaining(found(operation).expiresIn(), Operation.RETENTION.minusMinutes(5));
        assertRemaining(((Attempt.InFlight) begin(operation.claim())).leaseRemaining(), LEASE.minusMinutes(5));
        assertApplied(complete(operation, current, "current"));
        assertCompleted(operation, "current");
    }

    @Test
    void anOvertakenWorkerChangesNothingAfterItsSuccessorCompleted() {
        var operation = Operation.fresh();
        var old = started(operation);
        letLeaseLapse();
        var current = completed(operation, "current");

        assertHeldOff(operation, old);

        assertFound(operation, COMPLETED, current);
        assertCompleted(operation, "current");
    }

    @Test
    void anOvertakenWorkerChangesNothingAfterItsSuccessorReleased() {
        var operation = Operation.fresh();
        var old = started(operation);
        letLeaseLapse();
        release(operation, started(operation));

        assertHeldOff(operation, old);

        assertAbsent(operation.id());
    }

    @Test
    void completingTwiceIsAppliedTwiceAndTheLaterOutcomeStands() {
        var operation = Operation.fresh();
        var token = started(operation);

        assertApplied(complete(operation, token, "earlier, and longer"));
        assertApplied(complete(operation, token, "later"));

        assertCompleted(operation, "later");
    }

    @Test
    void aCompletedAttemptCanBeNeitherReleasedNorRenewed() {
        var operation = Operation.fresh();
        var token = completed(operation, "kept");

        assertFencedOff(release(operation, token));
        assertFencedOff(renew(operation, token));

        assertFound(operation, COMPLETED, token);
        assertCompleted(operation, "kept");
    }

    @Test
    void aReleasedAttemptIsOver() {
        var operation = Operation.fresh();
        var token = started(operation);
        assertApplied(release(operation, token));

        assertHeldOff(operation, token);

        assertAbsent(operation.id());
    }

    @Test
    void aTokenFromBeforeTheReleaseDoesNotFitTheNextAttempt() {
        var operation = Operation.fresh();
        var old = started(operation);
        release(operation, old);
        var current = started(operation);

        assertHeldOff(operation, old);

        assertFound(operation, IN_FLIGHT, current);
    }

    @Test
    void aTokenOfAnotherRecordDoesNotFit() {
        var first = Operation.fresh();
        var second = Operation.freshOf(first.caller());
        // Two tokens of the other record, so that one of them is foreign wherever tokens are counted by record.
        var secondToken = started(second);
        var firstToken = started(first);
        letLeaseLapse();
        var firstTokenAgain = started(first);

        for (var foreign : new FenceToken[] {firstToken, firstTokenAgain}) {
            if (!foreign.equals(secondToken)) {
                assertHeldOff(second, foreign);
            }
        }

        assertFound(second, LAPSED, secondToken);
    }

    @Test
    void aTokenWithoutARecordMakesNone() {
        var operation = Operation.fresh();

        assertHeldOff(operation, new FenceToken(1));
        assertHeldOff(operation, new FenceToken(Long.MAX_VALUE));

        assertAbsent(operation.id());
    }

    @Test
    void aLapsedAttemptThatWasLookedAtIsTakenOverWithAGreaterToken() {
        var operation = Operation.fresh();
        var lapsed = started(operation);
        letLeaseLapse();

        var next = takeOver(operation, lapsed).orElseThrow();

        assertThat(next.value()).isGreaterThan(lapsed.value());
        assertFound(operation, IN_FLIGHT, next);
        assertHeldOff(operation, lapsed);
        assertRemaining(((Attempt.InFlight) begin(operation.claim())).leaseRemaining(), LEASE);
        assertApplied(complete(operation, next, "settled"));
        assertCompleted(operation, "settled");
    }

    @Test
    void theAttemptAfterOneThatWasTakenOverHasAGreaterTokenStill() {
        var operation = Operation.fresh();
        var lapsed = started(operation);
        letLeaseLapse();
        var settler = takeOver(operation, lapsed).orElseThrow();
        assertApplied(release(operation, settler));

        assertThat(started(operation).value()).isGreaterThan(settler.value());
    }

    @Test
    void anAttemptThatHasNotLapsedIsNotTakenOver() {
        var operation = Operation.fresh();
        var token = started(operation);

        assertThat(takeOver(operation, token)).isEmpty();

        assertFound(operation, IN_FLIGHT, token);
        assertApplied(complete(operation, token, "its own"));
    }

    @Test
    void anAttemptThatCameBackIsNotTakenOver() {
        var operation = Operation.fresh();
        var token = started(operation);
        letLeaseLapse();
        assertApplied(renew(operation, token));

        assertThat(takeOver(operation, token)).isEmpty();

        assertFound(operation, IN_FLIGHT, token);
    }

    @Test
    void anotherAttemptThanTheOneThatWasLookedAtIsNotTakenOver() {
        var operation = Operation.fresh();
        var first = started(operation);
        letLeaseLapse();
        var second = started(operation);
        letLeaseLapse();

        assertThat(takeOver(operation, first)).isEmpty();

        assertFound(operation, LAPSED, second);
        assertThat(takeOver(operation, second)).isPresent();
    }

    @Test
    void whatHasAnOutcomeOrIsGoneIsNotTakenOver() {
        var ended = Operation.fresh();
        var endedToken = completed(ended, "kept");
        var released = Operation.fresh();
        var releasedToken = started(released);
        release(released, releasedToken);
        var expired = Operation.fresh();
        var expiredToken = started(expired);
        letRetentionEnd();
        var kept = Operation.fresh();
        var keptToken = completed(kept, "kept");
        letLeaseLapse();

        assertThat(takeOver(ended, endedToken)).isEmpty();
        assertThat(takeOver(released, releasedToken)).isEmpty();
        assertThat(takeOver(expired, expiredToken)).isEmpty();
        assertThat(takeOver(kept, keptToken)).isEmpty();
        assertCompleted(kept, "kept");
    }

    private Optional<FenceToken> takeOver(Operation operation, FenceToken lapsed) {
        return store().takeOver(operation.id(), lapsed, LEASE, Operation.RETENTION);
    }

    @Test
    void aClaimThatWasWonIsWithdrawnWithoutItsToken() {
        var operation = Operation.fresh();
        var claim = operation.claim();
        var token = started(claim);

        assertApplied(store().withdraw(claim));

        assertAbsent(operation.id());
        assertHeldOff(operation, token);
        assertFencedOff(store().withdraw(claim));
        assertThat(started(operation).value()).isGreaterThan(token.value());
    }

    @Test
    void aClaimThatWasWonIsWithdrawnAfterItsLeaseToo() {
        var operation = Operation.fresh();
        var claim = operation.claim(OUTCOME_UNKNOWN);
        started(claim);
        letLeaseLapse();

        assertApplied(store().withdraw(claim));

        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isInstanceOf(Attempt.Started.class);
    }

    @Test
    void aClaimThatTookOverIsWithdrawn() {
        var operation = Operation.fresh();
        started(operation);
        letLeaseLapse();
        var claim = operation.claim();
        started(claim);

        assertApplied(store().withdraw(claim));

        assertAbsent(operation.id());
    }

    @Test
    void aClaimThatWasNotWonWithdrawsNothing() {
        var operation = Operation.fresh();
        var token = started(operation);
        var loser = operation.claim();
        begin(loser);

        assertFencedOff(store().withdraw(loser));
        assertFencedOff(store().withdraw(operation.claim()));

        assertFound(operation, IN_FLIGHT, token);
        assertApplied(complete(operation, token, "its own"));
    }

    @Test
    void aClaimThatWasOvertakenWithdrawsNothing() {
        var operation = Operation.fresh();
        var claim = operation.claim();
        var lapsed = started(claim);
        letLeaseLapse();
        var settler = takeOver(operation, lapsed).orElseThrow();

        assertFencedOff(store().withdraw(claim));

        assertFound(operation, IN_FLIGHT, settler);
    }

    @Test
    void aClaimWhoseAttemptHasAnOutcomeIsNotWithdrawn() {
        var operation = Operation.fresh();
        var claim = operation.claim();
        assertApplied(complete(operation, started(claim), "kept"));

        assertFencedOff(store().withdraw(claim));

        assertCompleted(operation, "kept");
    }

    final void assertHeldOff(Operation operation, FenceToken token) {
        assertFencedOff(complete(operation, token, "held off"));
        assertFencedOff(renew(operation, token));
        assertFencedOff(release(operation, token));
    }
}
