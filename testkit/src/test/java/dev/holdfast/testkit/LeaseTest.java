package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyAttributes;
import dev.holdfast.idempotency.IdempotencyRecords;
import dev.holdfast.idempotency.OutcomeReconciler;
import dev.holdfast.idempotency.OutcomeReconciler.Reconciliation;
import dev.holdfast.idempotency.RecordedResponse;
import dev.holdfast.idempotency.ResponseCodec;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.servlet.Mode;
import dev.holdfast.testkit.FaultyStore.Operation;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Workers that are slow, silent or overtaken. */
final class LeaseTest {

    /** The first run waits inside; the later ones pass. */
    private static final class Stall {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch wake = new CountDownLatch(1);
        final AtomicInteger runs = new AtomicInteger();

        int enter() {
            int run = runs.incrementAndGet();
            if (run == 1) {
                inside.countDown();
                try {
                    wake.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return run;
        }
    }

    private static Served.Setup stalling(Stall stall) {
        return Served.handler((request, response) -> response.getWriter().print("run " + stall.enter()))
                .also(filter -> filter.lease(Duration.ofSeconds(1)));
    }

    @Test
    void aLeaseIsRenewedAsLongAsItsHandlerWorks() throws Exception {
        Stall stall = new Stall();
        try (Served served = stalling(stall).start()) {
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < until) {
                assertThat(served.send(post("/x")).text()).contains("request-in-flight");
            }
            stall.wake.countDown();

            assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("run 1");
            assertThat(stall.runs).hasValue(1);
        }
    }

    @Test
    void aSilentWorkersOutcomeIsUnknownAndStillItsOwnToRecord() throws Exception {
        Stall stall = new Stall();
        try (Served served = stalling(stall).start()) {
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            served.store.fail(Operation.RENEW);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).text().contains("outcome-unknown"));
            WireResponse unknown = served.send(post("/x"));
            served.store.recover();
            stall.wake.countDown();

            assertThat(unknown.status()).isEqualTo(409);
            assertThat(unknown.header("Retry-After")).hasValue("60");
            assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("run 1");
            assertThat(served.send(post("/x")).text()).isEqualTo("run 1");
            assertThat(stall.runs).hasValue(1);
        }
    }

    @Test
    void aWorkerThatWasOvertakenChangesNothingAndIsCounted() throws Exception {
        Stall stall = new Stall();
        try (Served served = stalling(stall)
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**").required().onLapse(LapsePolicy.RUN_AGAIN)))
                .start()) {
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            served.store.fail(Operation.RENEW);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).text().equals("run 2"));
            served.store.recover();
            stall.wake.countDown();
            WireResponse late = first.get(20, TimeUnit.SECONDS);

            assertThat(late.status()).isEqualTo(409);
            assertThat(late.text()).contains("problems/attempt-overtaken", "\"retryable\":true");
            assertThat(served.send(post("/x")).text()).isEqualTo("run 2");
            assertThat(served.listener.count("overtaken")).isEqualTo(1);
            assertThat(served.listener.count("tookOver")).isEqualTo(1);
        }
    }

    private static Served.Setup reconciling(Stall stall, OutcomeReconciler reconciler) {
        return stalling(stall).also(filter -> filter.outcomeReconciler(reconciler));
    }

    private static void makeSilent(Served served, Stall stall) throws Exception {
        served.store.fail(Operation.RENEW);
        var unused = served.inBackground(() -> served.send(post("/x")));
        stall.inside.await();
    }

    @Test
    void aReconcilerThatFindsTheEffectAnswersWithIt() throws Exception {
        Stall stall = new Stall();
        AtomicReference<Object> key = new AtomicReference<>();
        OutcomeReconciler found = request -> {
            key.set(request.getAttribute(IdempotencyAttributes.DOWNSTREAM_KEY));
            byte[] body = "found".getBytes(StandardCharsets.UTF_8);
            return Reconciliation.tookEffect(RecordedResponse.of(201, Map.of("Location", List.of("/orders/1")), body));
        };
        try (Served served = reconciling(stall, found).start()) {
            makeSilent(served, stall);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).status() == 201);
            WireResponse again = served.send(post("/x"));
            stall.wake.countDown();

            assertThat(again.text()).isEqualTo("found");
            assertThat(again.header("Location")).hasValue("/orders/1");
            assertThat((String) key.get()).matches("[A-Za-z0-9_-]{43}");
            assertThat(stall.runs).hasValue(1);
        }
    }

    @Test
    void aReconcilerThatFindsNoEffectLetsTheRetryRun() throws Exception {
        Stall stall = new Stall();
        try (Served served =
                reconciling(stall, request -> Reconciliation.noEffect()).start()) {
            makeSilent(served, stall);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).text().equals("run 2"));
            stall.wake.countDown();

            assertThat(served.send(post("/x")).text()).isEqualTo("run 2");
        }
    }

    @Test
    void aReconcilerThatFailsLeavesTheOutcomeUnknown() throws Exception {
        Stall stall = new Stall();
        OutcomeReconciler failing = request -> {
            throw new IllegalStateException("planned");
        };
        try (Served served = reconciling(stall, failing).start()) {
            makeSilent(served, stall);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).text().contains("outcome-unknown"));
            stall.wake.countDown();

            assertThat(stall.runs).hasValue(1);
        }
    }

    @Test
    void aLeaseIsRenewedAsLongAsAnAsynchronousHandlerWorks() throws Exception {
        Stall stall = new Stall();
        Served.Handler handler = (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            async.start(() -> {
                print(async, "run " + stall.enter());
                async.complete();
            });
        };
        try (Served served = Served.handler(handler)
                .also(filter -> filter.lease(Duration.ofSeconds(1)))
                .start()) {
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            awaitRenewals(served, 10);

            assertThat(served.send(post("/x")).text()).contains("request-in-flight");
            stall.wake.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("run 1");
        }
    }

    private static void print(AsyncContext async, String text) {
        try {
            async.getResponse().getWriter().print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ten of them, with a lease of one second, take longer than a lease that nobody renews. */
    private static void awaitRenewals(Served served, int count) {
        AtomicInteger renewals = new AtomicInteger();
        served.store.after(Operation.RENEW, renewals::incrementAndGet);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> renewals.get() >= count);
    }

    @Test
    void anErrorDuringOneRenewalCostsNoLease() throws Exception {
        Stall stall = new Stall();
        AtomicInteger failures = new AtomicInteger();
        try (Served served = stalling(stall).start()) {
            var first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            served.store.before(Operation.RENEW, () -> {
                failures.incrementAndGet();
                throw new StackOverflowError("planned");
            });
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> failures.get() == 1);
            served.store.recover();
            awaitRenewals(served, 10);

            assertThat(served.send(post("/x")).text()).contains("request-in-flight");
            stall.wake.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("run 1");
            assertThat(served.listener.events()).contains("storeFailed");
        }
    }

    @Test
    void aSlowPurgeHoldsUpNoRenewal() throws Exception {
        Stall stall = new Stall();
        CountDownLatch purged = new CountDownLatch(1);
        CountDownLatch purging = new CountDownLatch(1);
        try (Served served = stalling(stall)
                .also(filter -> filter.purgeInterval(Duration.ofSeconds(1)))
                .start()) {
            served.store.before(Operation.REMOVE, () -> {
                purging.countDown();
                await(purged);
            });
            served.store.before(Operation.FIND, () -> await(purged));
            var first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            purging.await();
            awaitRenewals(served, 10);

            assertThat(served.send(post("/x")).text()).contains("request-in-flight");
            purged.countDown();
            stall.wake.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("run 1");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anObservedHandlersLeaseIsRenewedToo() throws Exception {
        Stall stall = new Stall();
        try (Served served = stalling(stall)
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**").required().mode(Mode.OBSERVE)))
                .start()) {
            var first = served.inBackground(() -> served.send(post("/x")));
            stall.inside.await();
            awaitRenewals(served, 10);
            served.send(post("/x"));
            stall.wake.countDown();
            first.get();
            served.send(post("/x"));

            assertThat(served.listener.events()).containsExactly("wouldRefuse REQUEST_IN_FLIGHT", "wouldReplay");
        }
    }

    @Test
    void workThatGoesOnAfterTheContainersTimeOutKeepsItsLeaseForAWhile() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Served.Handler handler = (request, response) -> {
            if (runs.incrementAndGet() == 1) {
                request.startAsync().setTimeout(50);
            }
        };
        try (Served served = Served.handler(handler)
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**").required().onLapse(LapsePolicy.RUN_AGAIN)))
                .start()) {
            served.send(post("/x"));
            awaitRenewals(served, 8);
            WireResponse meanwhile = served.send(post("/x"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).status() == 200);

            assertThat(meanwhile.text()).contains("request-in-flight");
            assertThat(served.listener.events()).containsSubsequence("abandoned", "tookOver");
        }
    }

    @Test
    void aReconcilerSettlesOnlyTheAttemptItLookedAt() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        OutcomeReconciler slow = request -> {
            if (looks.incrementAndGet() == 1) {
                looking.countDown();
                await(answer);
            }
            return Reconciliation.noEffect();
        };
        Stall stall = new Stall();
        try (Served served = reconciling(stall, slow).start()) {
            makeSilent(served, stall);
            IdempotencyRecords records = records(served);
            awaitLapse(records);
            Future<WireResponse> late = served.inBackground(() -> served.send(post("/x")));
            looking.await();
            // meanwhile another retry is let run, takes effect, and falls silent as well
            FenceToken lapsed =
                    records.find("alice", "key-of-alice").orElseThrow().token();
            takeOverAndFallSilent(served, lapsed);
            awaitLapse(records);
            answer.countDown();

            assertThat(late.get(20, TimeUnit.SECONDS).text()).contains("outcome-unknown");
            assertThat(stall.runs).hasValue(1);
            stall.wake.countDown();
        }
    }

    private static void takeOverAndFallSilent(Served served, FenceToken lapsed) {
        RecordId id = served.listener.subjects().get(0).record().orElseThrow();
        assertThat(served.store.takeOver(id, lapsed, Duration.ofSeconds(1), Duration.ofHours(1)))
                .isPresent();
    }

    private static IdempotencyRecords records(Served served) {
        return IdempotencyRecords.of(served.store, "", ResponseCodec.plain());
    }

    private static void awaitLapse(IdempotencyRecords records) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> records.find("alice", "key-of-alice")
                        .map(StoredRecord::state)
                        .equals(Optional.of(StoredRecord.State.LAPSED)));
    }

    @Test
    void anOperatorDoesNotSettleAnAttemptThatCameBack() throws Exception {
        Stall stall = new Stall();
        try (Served served = stalling(stall).start()) {
            makeSilent(served, stall);
            IdempotencyRecords records = records(served);
            awaitLapse(records);
            AtomicInteger renewals = new AtomicInteger();
            served.store.after(Operation.FIND, () -> {
                if (renewals.get() == 0) {
                    served.store.after(Operation.RENEW, renewals::incrementAndGet);
                    served.store.fail();
                    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> renewals.get() > 0);
                }
            });
            boolean settled = records.settleAsNotDone("alice", "key-of-alice");
            WireResponse duplicate = served.send(post("/x"));
            stall.wake.countDown();

            assertThat(settled).isFalse();
            assertThat(duplicate.text()).contains("request-in-flight");
            assertThat(stall.runs).hasValue(1);
        }
    }

    @Test
    void anOperatorFreesTheKeyOfALapsedAttempt() throws Exception {
        Stall stall = new Stall();
        try (Served served = stalling(stall).start()) {
            makeSilent(served, stall);
            IdempotencyRecords records = records(served);
            awaitLapse(records);

            assertThat(records.settleAsNotDone("alice", "key-of-alice")).isTrue();
            assertThat(records.settleAsNotDone("alice", "key-of-alice")).isFalse();
            assertThat(served.send(post("/x")).text()).isEqualTo("run 2");
            stall.wake.countDown();
        }
    }

    @Test
    void whatAHandlerThrowsAfterAReconciliationIsItsOwn() throws Exception {
        Stall stall = new Stall();
        try (Served served = Served.handler((request, response) -> {
                    if (stall.enter() == 2) {
                        throw new StoreException("planned");
                    }
                })
                .also(filter ->
                        filter.lease(Duration.ofSeconds(1)).outcomeReconciler(request -> Reconciliation.noEffect()))
                .start()) {
            makeSilent(served, stall);
            awaitLapse(records(served));
            WireResponse thrown = served.send(post("/x"));
            stall.wake.countDown();

            assertThat(thrown.status()).isEqualTo(500);
            assertThat(served.listener.events())
                    .contains("tookOver", "released")
                    .doesNotContain("refused STORE_UNAVAILABLE");
        }
    }
}
