package dev.holdfast.testkit;

import static dev.holdfast.idempotency.store.FencedWrite.APPLIED;
import static dev.holdfast.idempotency.store.StoredRecord.State.IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many workers at once, judged by what each of them saw. */
abstract class StoreRaceContract extends StoreRecordContract {

    @Test
    void ofManyBeginsOnAFreeKeyExactlyOneIsStarted() throws Exception {
        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = Operation.fresh();

                var attempts = crew.<Attempt>atOnce(threads(), () -> begin(operation.claim()));

                assertApplied(release(operation, assertOneStarted(attempts, false)));
            }
        }
    }

    @Test
    void ofManyBeginsOnALapsedKeyExactlyOneTakesOver() throws Exception {
        var lapsed = Stream.generate(Operation::fresh).limit(rounds()).toList();
        var old = lapsed.stream().map(this::started).toList();
        letLeaseLapse();

        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = lapsed.get(round);

                var attempts = crew.<Attempt>atOnce(threads(), () -> begin(operation.claim()));

                var token = assertOneStarted(attempts, true);
                assertThat(token.value()).isGreaterThan(old.get(round).value());
                assertHeldOff(operation, old.get(round));
                assertApplied(release(operation, token));
            }
        }
    }

    @Test
    void ofManyBeginsOnAnExpiredKeyExactlyOneIsStarted() throws Exception {
        var expired = Stream.generate(Operation::fresh).limit(rounds()).toList();
        expired.forEach(operation -> completed(operation, "expired"));
        letRetentionEnd();

        try (var crew = new Crew()) {
            for (var operation : expired) {
                var attempts = crew.<Attempt>atOnce(threads(), () -> begin(operation.claim()));

                assertApplied(release(operation, assertOneStarted(attempts, false)));
            }
        }
    }

    private static FenceToken assertOneStarted(List<Attempt> attempts, boolean tookOver) {
        var winners =
                attempts.stream().filter(Attempt.Started.class::isInstance).toList();
        assertThat(winners).hasSize(1);
        assertThat(attempts)
                .allMatch(attempt -> attempt instanceof Attempt.Started || attempt instanceof Attempt.InFlight);
        assertThat(((Attempt.Started) winners.get(0)).tookOver()).isEqualTo(tookOver);
        return tokenOf(winners.get(0));
    }

    @Test
    void beginsRacingACompletionSeeTheAttemptInFlightAndThenItsOutcome() throws Exception {
        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = Operation.fresh();
                var token = started(operation);
                var words = "outcome of " + token;
                var jobs = new ArrayList<Callable<List<Attempt>>>();
                jobs.add(() -> {
                    assertApplied(complete(operation, token, words));
                    return List.of(begin(operation.claim()));
                });
                jobs.addAll(Collections.nCopies(threads() - 1, () -> beginRepeatedly(operation)));

                var seen = crew.atOnce(jobs);

                assertCompleted(seen.get(0).get(0), words);
                seen.forEach(attempts -> assertInFlightAndThenCompleted(attempts, words));
            }
        }
    }

    private List<Attempt> beginRepeatedly(Operation operation) {
        return Stream.generate(() -> begin(operation.claim())).limit(5).toList();
    }

    private static void assertInFlightAndThenCompleted(List<Attempt> attempts, String words) {
        attempts.stream()
                .dropWhile(Attempt.InFlight.class::isInstance)
                .forEach(attempt -> assertCompleted(attempt, words));
    }

    @Test
    void beginsRacingAReleaseNeverMakeTwoOwners() throws Exception {
        var operation = Operation.fresh();
        var owners = new AtomicInteger();
        try (var crew = new Crew()) {
            var started = crew.<Integer>atOnce(threads(), () -> {
                int mine = 0;
                for (int round = 0; round < rounds(); round++) {
                    if (begin(operation.claim()) instanceof Attempt.Started attempt) {
                        assertThat(owners.incrementAndGet()).isEqualTo(1);
                        mine++;
                        owners.decrementAndGet();
                        assertApplied(release(operation, attempt.token()));
                    }
                }
                return mine;
            });

            assertThat(started.stream().mapToInt(Integer::intValue).sum()).isPositive();
            assertAbsent(operation.id());
        }
    }

    @Test
    void anOvertakenWorkerRacingItsSuccessorLeavesTheSuccessorsOutcome() throws Exception {
        var lapsed = Stream.generate(Operation::fresh).limit(rounds()).toList();
        var old = lapsed.stream().map(this::started).toList();
        letLeaseLapse();

        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = lapsed.get(round);
                var overtaken = old.get(round);
                var current = started(operation);

                var writes = crew.<FencedWrite>atOnce(List.of(
                        () -> complete(operation, overtaken, "old"),
                        () -> complete(operation, current, "current"),
                        () -> release(operation, overtaken),
                        () -> renew(operation, overtaken)));

                assertThat(writes)
                        .containsExactly(
                                FencedWrite.FENCED_OFF, APPLIED, FencedWrite.FENCED_OFF, FencedWrite.FENCED_OFF);
                assertCompleted(operation, "current");
            }
        }
    }

    @Test
    void aLateCompletionRacingATakeoverEitherStandsOrIsFencedOff() throws Exception {
        raceATakeover((operation, token) -> complete(operation, token, "late"), (operation, write, attempt) -> {
            if (write == APPLIED) {
                assertCompleted(attempt, "late");
                assertCompleted(operation, "late");
            } else {
                assertThat(attempt).matches(StoreRaceContract::isTakeover);
                complete(operation, tokenOf(attempt), "current");
                assertCompleted(operation, "current");
            }
        });
    }

    @Test
    void aLateRenewalRacingATakeoverEitherHoldsOrIsFencedOff() throws Exception {
        raceATakeover(this::renew, (operation, write, attempt) -> {
            if (write == APPLIED) {
                assertThat(attempt).isInstanceOf(Attempt.InFlight.class);
            } else {
                assertThat(attempt).matches(StoreRaceContract::isTakeover);
                assertFound(operation, IN_FLIGHT, tokenOf(attempt));
            }
        });
    }

    @Test
    void aLateReleaseRacingATakeoverNeverFreesTheSuccessorsKey() throws Exception {
        raceATakeover(this::release, (operation, write, attempt) -> {
            assertFound(operation, IN_FLIGHT, tokenOf(attempt));
            assertThat(isTakeover(attempt)).isEqualTo(write == FencedWrite.FENCED_OFF);
        });
    }

    @Test
    void ofManyWhoSettleALapsedAttemptExactlyOneTakesItOver() throws Exception {
        var lapsed = Stream.generate(Operation::fresh).limit(rounds()).toList();
        var tokens = lapsed.stream().map(this::started).toList();
        letLeaseLapse();

        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = lapsed.get(round);
                var token = tokens.get(round);

                var taken = crew.<Optional<FenceToken>>atOnce(threads(), () -> takeOver(operation, token));

                var winners = taken.stream().flatMap(Optional::stream).toList();
                assertThat(winners).hasSize(1);
                assertFound(operation, IN_FLIGHT, winners.get(0));
            }
        }
    }

    @Test
    void aSettlerRacingTheWorkerThatComesBackTakesOverOrLeavesItsAttempt() throws Exception {
        var lapsed = Stream.generate(Operation::fresh).limit(rounds()).toList();
        var tokens = lapsed.stream().map(this::started).toList();
        letLeaseLapse();

        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = lapsed.get(round);
                var token = tokens.get(round);

                var seen =
                        crew.<Object>atOnce(List.of(() -> renew(operation, token), () -> takeOver(operation, token)));

                var taken = (Optional<?>) seen.get(1);
                assertThat(seen.get(0)).isEqualTo(taken.isPresent() ? FencedWrite.FENCED_OFF : APPLIED);
                assertFound(operation, IN_FLIGHT, (FenceToken)
                        taken.map(Object.class::cast).orElse(token));
            }
        }
    }

    private Optional<FenceToken> takeOver(Operation operation, FenceToken lapsed) {
        return store().takeOver(operation.id(), lapsed, Operation.LEASE, Operation.RETENTION);
    }

    private static boolean isTakeover(Attempt attempt) {
        return attempt instanceof Attempt.Started started && started.tookOver();
    }

    private interface LateWrite {
        FencedWrite apply(Operation operation, FenceToken token);
    }

    private interface Verdict {
        void on(Operation operation, FencedWrite write, Attempt attempt);
    }

    private void raceATakeover(LateWrite late, Verdict verdict) throws Exception {
        var lapsed = Stream.generate(Operation::fresh).limit(rounds()).toList();
        var tokens = lapsed.stream().map(this::started).toList();
        letLeaseLapse();

        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = lapsed.get(round);
                var token = tokens.get(round);

                var seen = crew.<Object>atOnce(
                        List.of(() -> late.apply(operation, token), () -> begin(operation.claim())));

                verdict.on(operation, (FencedWrite) seen.get(0), (Attempt) seen.get(1));
            }
        }
    }

    @Test
    void purgesAtTheSameTimeCountEachRecordOnce() throws Exception {
        int count = rounds();
        Stream.generate(Operation::fresh).limit(count).forEach(this::started);
        letRetentionEnd();
        var live = Operation.fresh();
        completed(live, "live");

        try (var crew = new Crew()) {
            var removed = crew.<Long>atOnce(threads(), () -> store().purge());

            assertPurged(removed.stream().mapToLong(Long::longValue).sum(), count);
            assertThat(store().purge()).isZero();
            assertCompleted(live, "live");
        }
    }

    @Test
    void aPurgeRacingBeginsRemovesNothingThatWasBegunAnew() throws Exception {
        var expired = Stream.generate(Operation::fresh).limit(rounds()).toList();
        expired.forEach(this::started);
        letRetentionEnd();

        assertSurvives(expired, false, () -> store().purge());
    }

    @Test
    void forgettingACallerWhileItsAttemptsAreTakenOverRemovesNoneOfThem() throws Exception {
        var caller = Operation.fresh().caller();
        var lapsed =
                Stream.generate(() -> Operation.freshOf(caller)).limit(rounds()).toList();
        lapsed.forEach(this::started);
        letLeaseLapse();

        assertSurvives(lapsed, true, () -> store().forget(caller));
    }

    /** Every attempt that begins while a sweep goes over the records is still there after it, and can be completed. */
    private void assertSurvives(List<Operation> operations, boolean takeover, Callable<Object> sweep) throws Exception {
        var tokens = new ArrayList<FenceToken>();
        try (var crew = new Crew()) {
            crew.<Object>atOnce(List.of(sweep, sweep, () -> {
                for (var operation : operations) {
                    var attempt = begin(operation.claim());
                    assertThat(isTakeover(attempt)).isIn(false, takeover);
                    tokens.add(tokenOf(attempt));
                }
                return tokens;
            }));
        }

        for (int i = 0; i < operations.size(); i++) {
            assertFound(operations.get(i), IN_FLIGHT, tokens.get(i));
            assertApplied(complete(operations.get(i), tokens.get(i), "kept"));
            assertCompleted(operations.get(i), "kept");
        }
    }

    @Test
    void aQuotaIsOverrunByNoMoreThanTheClaimsOfOneInstant() throws Exception {
        int quota = 5;
        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var caller = Operation.fresh().caller();

                var owned = crew.<List<Owned>>atOnce(threads(), () -> beginWithin(quota, caller)).stream()
                        .flatMap(List::stream)
                        .toList();

                assertThat(owned.size()).isBetween(quota, quota + threads());
                assertLive(caller, owned.size());
                owned.forEach(mine -> assertApplied(release(mine.operation(), mine.token())));
                assertLive(caller, 0);
            }
        }
    }

    private record Owned(Operation operation, FenceToken token) {}

    private List<Owned> beginWithin(int quota, CallerScope caller) {
        var owned = new ArrayList<Owned>();
        for (int i = 0; i < quota; i++) {
            var operation = Operation.freshOf(caller);
            if (begin(operation.claimWithin(quota)) instanceof Attempt.Started attempt) {
                owned.add(new Owned(operation, attempt.token()));
            }
        }
        return owned;
    }

    /** As far as its quota tells, the caller has so many live records. */
    private void assertLive(CallerScope caller, int count) {
        var operation = Operation.freshOf(caller);
        if (count > 0) {
            assertThat(begin(operation.claimWithin(count))).isEqualTo(new Attempt.QuotaExceeded());
        }
        assertApplied(release(operation, started(operation.claimWithin(count + 1))));
    }

    @Test
    void aRaceForOneKeyCountsOnceInTheQuota() throws Exception {
        try (var crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                var operation = Operation.fresh();

                var attempts = crew.<Attempt>atOnce(threads(), () -> begin(operation.claimWithin(threads())));

                assertLive(operation.caller(), 1);
                assertApplied(release(operation, assertOneStarted(attempts, false)));
                assertLive(operation.caller(), 0);
            }
        }
    }

    @Test
    void aLongRandomHistoryHasOneOwnerAtATimeAndLosesNoOutcome() throws Exception {
        long seed = Long.getLong("holdfast.seed", new Random().nextLong());

        var history = new RandomHistory(this, seed).play(Math.max(8, rounds() / 10));

        assertThat(HistoryJudge.objectionsTo(history))
                .as("-Dholdfast.seed=" + seed)
                .isEmpty();
    }
}
