package dev.holdfast.testkit;

import static dev.holdfast.idempotency.store.LapsePolicy.OUTCOME_UNKNOWN;
import static dev.holdfast.idempotency.store.StoredRecord.State.COMPLETED;
import static dev.holdfast.idempotency.store.StoredRecord.State.IN_FLIGHT;
import static dev.holdfast.idempotency.store.StoredRecord.State.LAPSED;
import static dev.holdfast.testkit.Operation.LEASE;
import static dev.holdfast.testkit.Operation.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.FenceToken;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept, for how long and for whom: outcomes, retention, find, purge, forget, quotas. */
abstract class StoreRecordContract extends StoreAttemptContract {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void anOutcomeMayBeEmpty() {
        assertKeeps(new byte[0]);
    }

    @Test
    void anOutcomeMayHoldAnyByte() {
        var everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }

        assertKeeps(everyByte);
    }

    @Test
    void anOutcomeMayHaveAMebibyte() {
        var large = new byte[MEBIBYTE];
        new Random(1).nextBytes(large);

        assertKeeps(large);
    }

    private void assertKeeps(byte[] outcome) {
        var operation = Operation.fresh();

        assertApplied(store().complete(operation.id(), started(operation), outcome, RETENTION));

        assertThat(outcomeOf(operation)).isEqualTo(outcome);
    }

    @Test
    void theArrayHandedInMayBeChangedAfterwards() {
        var operation = Operation.fresh();
        var mine = outcome("kept");
        store().complete(operation.id(), started(operation), mine, RETENTION);

        mine[0] = '!';

        assertCompleted(operation, "kept");
    }

    @Test
    void theArrayHandedOutMayBeChangedAfterwards() {
        var operation = Operation.fresh();
        completed(operation, "kept");

        outcomeOf(operation)[0] = '!';

        assertCompleted(operation, "kept");
    }

    private byte[] outcomeOf(Operation operation) {
        return ((Attempt.Completed) begin(operation.claim())).outcome();
    }

    @Test
    void thereIsNothingToFindUnderAFreeKey() {
        assertAbsent(Operation.fresh().id());
    }

    @Test
    void aRecordIsFoundInEachOfItsStates() {
        var operation = Operation.fresh();
        var token = started(operation);
        assertFound(operation, IN_FLIGHT, token);

        letLeaseLapse();
        assertFound(operation, LAPSED, token);

        complete(operation, token, "done");
        assertFound(operation, COMPLETED, token);

        letLeaseLapse();
        assertFound(operation, COMPLETED, token);
    }

    @Test
    void aFoundRecordSaysWhenItExpires() {
        var operation = Operation.fresh();
        var token = started(operation);
        letTimePass(Duration.ofHours(1));
        assertRemaining(found(operation).expiresIn(), RETENTION.minusHours(1));

        store().complete(operation.id(), token, outcome("done"), Duration.ofHours(2));

        assertRemaining(found(operation).expiresIn(), Duration.ofHours(2));
    }

    @Test
    void lookingAtARecordDoesNotTouchIt() {
        var operation = Operation.fresh();
        var token = started(operation);
        letTimePass(Duration.ofHours(20));

        found(operation);
        found(operation);

        assertFound(operation, LAPSED, token);
        assertRemaining(found(operation).expiresIn(), RETENTION.minusHours(20));
    }

    @Test
    void anExpiredRecordCountsAsAbsentBeforeItIsRemoved() {
        var completed = Operation.fresh();
        var lapsed = Operation.fresh();
        completed(completed, "done");
        started(lapsed);

        letRetentionEnd();

        for (var operation : new Operation[] {completed, lapsed}) {
            assertAbsent(operation.id());
            var again = (Attempt.Started) begin(operation.changed().claim(OUTCOME_UNKNOWN));
            assertThat(again.tookOver()).isFalse();
        }
    }

    @Test
    void aTokenFromBeforeTheExpiryDoesNotFitTheNextAttempt() {
        var operation = Operation.fresh();
        var old = started(operation);
        letRetentionEnd();

        assertHeldOff(operation, old);
        assertAbsent(operation.id());
        var current = started(operation);
        assertHeldOff(operation, old);

        assertThat(current.value()).isGreaterThan(old.value());
        assertFound(operation, IN_FLIGHT, current);
    }

    @Test
    void aTokenFromBeforeThePurgeDoesNotFitTheNextAttempt() {
        var operation = Operation.fresh();
        var old = completed(operation, "old");
        letRetentionEnd();
        store().purge();
        var current = started(operation);

        assertHeldOff(operation, old);

        assertThat(current.value()).isGreaterThan(old.value());
        assertFound(operation, IN_FLIGHT, current);
    }

    @Test
    void aRenewalStartsTheRetentionAnew() {
        var operation = Operation.fresh();
        var token = started(operation);
        letTimePass(Duration.ofHours(20));

        assertApplied(renew(operation, token));
        letTimePass(Duration.ofHours(20));

        assertFound(operation, LAPSED, token);
        assertRemaining(found(operation).expiresIn(), Duration.ofHours(4));
        assertApplied(complete(operation, token, "at last"));
    }

    @Test
    void completionStartsTheRetentionAnew() {
        var operation = Operation.fresh();
        var token = started(operation);
        letTimePass(Duration.ofHours(20));

        assertApplied(complete(operation, token, "done"));
        letTimePass(Duration.ofHours(20));

        assertCompleted(operation, "done");
        letTimePass(Duration.ofHours(5));
        assertAbsent(operation.id());
    }

    @Test
    void completionMayShortenTheRetention() {
        var operation = Operation.fresh();
        store().complete(operation.id(), started(operation), outcome("brief"), Duration.ofHours(1));

        letTimePass(Duration.ofHours(1).plus(JUST_OVER));

        assertThat(begin(operation.claim())).isInstanceOf(Attempt.Started.class);
    }

    @Test
    void aTakeoverStartsTheRetentionAnew() {
        var operation = Operation.fresh();
        started(operation);
        letTimePass(Duration.ofHours(20));

        started(operation);

        assertRemaining(found(operation).expiresIn(), RETENTION);
    }

    @Test
    void retriesDoNotProlongTheRetention() {
        var operation = Operation.fresh();
        completed(operation, "done");
        letTimePass(Duration.ofHours(20));

        assertCompleted(operation, "done");
        begin(operation.changed().claim());

        assertRemaining(found(operation).expiresIn(), Duration.ofHours(4));
        letTimePass(Duration.ofHours(5));
        assertAbsent(operation.id());
    }

    @Test
    void retriesOfAnAttemptInFlightDoNotProlongItsRetention() {
        var operation = Operation.fresh();
        started(operation.claim(Duration.ofHours(20), RETENTION));
        letTimePass(Duration.ofHours(15));

        assertInFlight(operation);
        letTimePass(Duration.ofHours(6));
        assertThat(begin(operation.claim(OUTCOME_UNKNOWN))).isInstanceOf(Attempt.OutcomeUnknown.class);

        assertRemaining(found(operation).expiresIn(), Duration.ofHours(3));
    }

    @Test
    void aRecordMayBeKeptForYears() {
        var operation = Operation.fresh();
        var tenYears = Duration.ofDays(3650);
        var token = started(operation.claim(tenYears, tenYears));

        assertRemaining(((Attempt.InFlight) begin(operation.claim())).leaseRemaining(), tenYears);
        assertApplied(store().complete(operation.id(), token, outcome("old"), tenYears));

        assertRemaining(found(operation).expiresIn(), tenYears);
    }

    @Test
    void aPurgeRemovesWhatHasExpiredAndNothingElse() {
        var expired = Stream.generate(Operation::fresh).limit(5).toList();
        expired.forEach(operation -> completed(operation, "expired"));
        started(Operation.fresh());
        letRetentionEnd();
        var completed = Operation.fresh();
        completed(completed, "live");
        var lapsed = Operation.fresh();
        var lapsedToken = started(lapsed);
        letLeaseLapse();
        var working = Operation.fresh();
        var workingToken = started(working);

        assertPurged(store().purge(), 6);
        assertThat(store().purge()).isZero();

        assertCompleted(completed, "live");
        assertFound(lapsed, LAPSED, lapsedToken);
        assertFound(working, IN_FLIGHT, workingToken);
        expired.forEach(operation -> assertAbsent(operation.id()));
    }

    @Test
    void aPurgeLeavesNothingExpiredBehindHoweverMuchThereIs() {
        Stream.generate(Operation::fresh).limit(rounds()).forEach(this::started);
        letRetentionEnd();

        assertPurged(store().purge(), rounds());

        assertThat(store().purge()).isZero();
    }

    final void assertPurged(long actual, int expired) {
        if (removesExpiredByItself()) {
            assertThat(actual).isBetween(0L, (long) expired);
        } else {
            assertThat(actual).isEqualTo(expired);
        }
    }

    @Test
    void forgettingACallerRemovesWhatNobodyIsWorkingOn() {
        var caller = Operation.fresh().caller();
        var lapsed = Operation.freshOf(caller);
        var lapsedToken = started(lapsed);
        letLeaseLapse();
        var completed = Operation.freshOf(caller);
        var completedToken = completed(completed, "forgotten");
        var working = Operation.freshOf(caller);
        var workingToken = started(working);

        assertThat(store().forget(caller)).isEqualTo(2);
        assertThat(store().forget(caller)).isZero();

        assertForgotten(lapsed, lapsedToken);
        assertForgotten(completed, completedToken);
        assertFound(working, IN_FLIGHT, workingToken);
        assertApplied(complete(working, workingToken, "undisturbed"));
    }

    private void assertForgotten(Operation operation, FenceToken token) {
        assertAbsent(operation.id());
        assertHeldOff(operation, token);
        assertThat(started(operation).value()).isGreaterThan(token.value());
    }

    @Test
    void forgettingACallerLeavesTheOthersAlone() {
        var mine = Operation.fresh();
        var theirs = Operation.fresh();
        completed(mine, "mine");
        completed(theirs, "theirs");

        assertThat(store().forget(mine.caller())).isEqualTo(1);

        assertCompleted(theirs, "theirs");
    }

    @Test
    void aCallerHasAsManyLiveRecordsAsItsQuotaAllows() {
        var caller = Operation.fresh().caller();
        var first = Operation.freshOf(caller);
        var second = Operation.freshOf(caller);
        started(first.claimWithin(2));
        started(second.claimWithin(2));

        assertQuotaExceeded(caller, 2);

        started(Operation.freshOf(caller).claimWithin(3));
        started(Operation.fresh().claimWithin(2));
    }

    private void assertQuotaExceeded(CallerScope caller, long quota) {
        var refused = Operation.freshOf(caller);
        assertThat(begin(refused.claimWithin(quota))).isEqualTo(new Attempt.QuotaExceeded());
        assertAbsent(refused.id());
    }

    @Test
    void aQuotaCountsCompletedAndLapsedRecords() {
        var lapsed = Operation.fresh();
        started(lapsed);
        letLeaseLapse();
        completed(Operation.freshOf(lapsed.caller()), "done");

        assertQuotaExceeded(lapsed.caller(), 2);
    }

    @Test
    void aQuotaDoesNotStandInTheWayOfRetries() {
        var completed = Operation.fresh();
        completed(completed, "done");
        var working = Operation.freshOf(completed.caller());
        started(working);

        assertCompleted(begin(completed.claimWithin(1)), "done");
        assertThat(begin(working.claimWithin(1))).isInstanceOf(Attempt.InFlight.class);
        assertThat(begin(working.changed().claimWithin(1))).isEqualTo(new Attempt.Mismatch());
        letLeaseLapse();

        tokenOf(begin(working.claimWithin(1)));
        assertQuotaExceeded(completed.caller(), 2);
    }

    @Test
    void aReleaseMakesRoomInTheQuota() {
        var first = Operation.fresh();
        var token = started(first.claimWithin(1));
        assertQuotaExceeded(first.caller(), 1);

        release(first, token);
        release(first, token);

        started(Operation.freshOf(first.caller()).claimWithin(1));
        assertQuotaExceeded(first.caller(), 1);
    }

    @Test
    void forgettingMakesRoomInTheQuota() {
        var first = Operation.fresh();
        completed(first, "done");
        assertQuotaExceeded(first.caller(), 1);

        store().forget(first.caller());

        started(Operation.freshOf(first.caller()).claimWithin(1));
        assertQuotaExceeded(first.caller(), 1);
    }

    @Test
    void expiryMakesRoomInTheQuota() {
        var first = Operation.fresh();
        completed(first, "done");
        letRetentionEnd();

        started(Operation.freshOf(first.caller()).claimWithin(1));

        assertQuotaExceeded(first.caller(), 1);
        store().purge();
        assertQuotaExceeded(first.caller(), 1);
    }

    @Test
    void expiryMakesRoomInTheQuotaHoweverMuchExpires() {
        var caller = Operation.fresh().caller();
        Stream.generate(() -> Operation.freshOf(caller)).limit(rounds()).forEach(this::started);
        letRetentionEnd();

        started(Operation.freshOf(caller).claimWithin(1));

        assertQuotaExceeded(caller, 1);
    }

    @Test
    void anExpiredRecordThatIsBegunAgainCountsOnce() {
        var first = Operation.fresh();
        completed(first, "done");
        letRetentionEnd();

        started(first.claimWithin(1));

        started(Operation.freshOf(first.caller()).claimWithin(2));
        assertQuotaExceeded(first.caller(), 2);
    }

    @Test
    void aLongLeaseIsNotCutShort() {
        var operation = Operation.fresh();
        started(operation.claim(LEASE.multipliedBy(6), RETENTION));

        letLeaseLapse();

        assertInFlight(operation);
    }
}
