package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.AesGcmResponseCodec;
import dev.holdfast.idempotency.IdempotencyRecords;
import dev.holdfast.idempotency.ResponseCodec;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.testkit.FaultyStore.Operation;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outcome that cannot be recorded, for whatever reason, is never a second effect, and costs no other its own. */
@Timeout(60)
final class UnsavedOutcomeTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static Served.Setup counting(AtomicInteger effects) {
        return Served.handler((request, response) -> {
                    response.setStatus(201);
                    response.getWriter().print("run " + effects.incrementAndGet());
                })
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**").required().onLapse(LapsePolicy.RUN_AGAIN)));
    }

    private static void awaitEnding(Served served) {
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> !served.send(post("/x")).text().contains("request-in-flight"));
    }

    /** A codec whose keys are away. */
    private record Codec(AtomicBoolean broken) implements ResponseCodec {
        @Override
        public byte[] encode(RecordId id, byte[] outcome) {
            if (broken.get()) {
                throw new IllegalStateException("planned");
            }
            return outcome;
        }

        @Override
        public byte[] decode(RecordId id, byte[] stored) {
            return stored;
        }
    }

    @Test
    void aCodecThatFailsSpendsTheKey() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger effects = new AtomicInteger();
        try (Served served = counting(effects)
                .also(filter -> filter.responseCodec(new Codec(broken)))
                .start()) {
            WireResponse first = served.send(post("/x"));
            broken.set(false);
            WireResponse retry = served.send(post("/x"));

            assertThat(first.text()).isEqualTo("run 1");
            assertThat(retry.text()).contains("response-not-replayable");
            assertThat(effects).hasValue(1);
            assertThat(served.listener.events())
                    .containsExactly("started", "storeFailed", "spent", "refused RESPONSE_NOT_REPLAYABLE");
        }
    }

    @Test
    void aTombstoneIsReadWithoutTheCodec() throws Exception {
        ResponseCodec codec =
                AesGcmResponseCodec.writingWith("one", new byte[32]).build();
        try (Served served = Served.handler(
                        (request, response) -> response.getOutputStream().print("x".repeat(100)))
                .also(filter -> filter.responseCodec(codec).maximumResponse(10))
                .start()) {
            served.send(post("/x"));
            WireResponse retry = served.send(post("/x"));

            assertThat(retry.text()).contains("response-not-replayable");
            assertThat(served.listener.events()).doesNotContain("storeFailed");
        }
    }

    @Test
    void anErrorOfTheStoreIsAFailureLikeAnyOther() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        try (Served served = counting(effects).start()) {
            served.store.before(Operation.COMPLETE, () -> {
                throw new StackOverflowError("planned");
            });
            WireResponse first = served.send(post("/x"));
            served.store.recover();
            awaitEnding(served);
            WireResponse retry = served.send(post("/x"));

            assertThat(first.text()).contains("outcome-not-saved");
            assertThat(retry.text()).isEqualTo("run 1");
            assertThat(effects).hasValue(1);
        }
    }

    @Test
    void aTrailerThatCannotBeHadSpendsTheKey() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        try (Served served = Served.handler((request, response) -> {
                    response.setTrailerFields(() -> {
                        if (asked.incrementAndGet() == 1) {
                            throw new IllegalStateException("planned");
                        }
                        return Map.of();
                    });
                    response.getWriter().print("run " + effects.incrementAndGet());
                })
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**").required().onLapse(LapsePolicy.RUN_AGAIN)))
                .start()) {
            served.send(post("/x"));
            awaitEnding(served);

            assertThat(served.send(post("/x")).text()).contains("response-not-replayable");
            assertThat(effects).hasValue(1);
        }
    }

    @Test
    void anAsynchronousClientIsAnsweredWhenTheCodecFails() throws Exception {
        Served.Handler handler = (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            async.start(() -> {
                print(async, "done");
                async.complete();
            });
        };
        try (Served served = Served.handler(handler)
                .also(filter -> filter.responseCodec(new Codec(new AtomicBoolean(true))))
                .start()) {
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));

            assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("done");
        }
    }

    private static void print(AsyncContext async, String text) {
        try {
            async.getResponse().getWriter().print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTimeOutDuringTheSaveDoesNotCutTheResponseOff(boolean listening) throws Exception {
        CountDownLatch timedOut = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Served.Handler handler = (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(100);
            if (listening) {
                async.addListener(new OnTimeout(event -> completeIfStillPossible(event.getAsyncContext())));
            }
            new Thread(() -> {
                        await(returned); // until then the container would wait with the completion, and not time out
                        print(async, "created");
                        completeIfStillPossible(async);
                    })
                    .start();
        };
        Filter outer = (request, response, chain) -> {
            chain.doFilter(new ListenedTo(request, event -> timedOut.countDown()), response);
            returned.countDown();
        };
        try (Served served = Served.handler(handler).outer(outer).start()) {
            served.store.before(Operation.COMPLETE, () -> await(timedOut));
            WireResponse first = served.send(post("/x"));
            WireResponse retry = served.send(post("/x"));

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text()).isEqualTo("created");
            assertThat(retry.text()).isEqualTo("created");
        }
    }

    /** A request whose container tells of a time-out before anybody below can act on it. */
    private static final class ListenedTo extends HttpServletRequestWrapper {
        private final Consumer<AsyncEvent> onTimeout;

        ListenedTo(ServletRequest request, Consumer<AsyncEvent> onTimeout) {
            super((HttpServletRequest) request);
            this.onTimeout = onTimeout;
        }

        @Override
        public AsyncContext startAsync() {
            return listenedTo(super.startAsync());
        }

        @Override
        public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
            return listenedTo(super.startAsync(request, response));
        }

        private AsyncContext listenedTo(AsyncContext async) {
            async.addListener(new OnTimeout(onTimeout));
            return async;
        }
    }

    private static void completeIfStillPossible(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // whoever waited for the response to be sent was quicker to say that it is complete
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record OnTimeout(Consumer<AsyncEvent> action) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            // nothing left to do
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            action.accept(event);
        }

        @Override
        public void onError(AsyncEvent event) {
            // completion follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // one cycle only
        }
    }

    @Test
    void aLostAnswerToARecordingIsNotALostOutcome() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        try (Served served = counting(effects).start()) {
            served.store.after(Operation.COMPLETE, () -> {
                if (lost.incrementAndGet() == 1) {
                    throw new StoreException("planned");
                }
            });
            WireResponse first = served.send(post("/x"));
            WireResponse retry = served.send(post("/x"));

            assertThat(first.text()).isEqualTo("run 1");
            assertThat(retry.text()).isEqualTo("run 1");
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(served.listener.events()).containsExactly("started", "storeFailed", "completed 201", "replayed");
        }
    }

    @Test
    void aRetryOfAKeyThatCouldNotBeFreedIsNotToldThatItWasCarriedOut() throws Exception {
        try (Served served =
                Served.handler((request, response) -> response.setStatus(500)).start()) {
            served.store.fail(Operation.RELEASE);
            served.send(post("/x"));
            WireResponse meanwhile = served.send(post("/x"));
            served.store.recover();
            WireResponse retry = served.send(post("/x"));

            assertThat(meanwhile.text()).contains("store-unavailable", "was not carried out");
            assertThat(retry.status()).isEqualTo(500);
            assertThat(served.runs).hasValue(2);
        }
    }

    @Test
    void anOvertakenOutcomeDoesNotTakeTheValidOnesPlaceInMemory() throws Exception {
        CountDownLatch firstInside = new CountDownLatch(1);
        CountDownLatch secondInside = new CountDownLatch(1);
        CountDownLatch firstGo = new CountDownLatch(1);
        CountDownLatch secondGo = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        try (Served served = Served.handler((request, response) -> {
                    int run = runs.incrementAndGet();
                    (run == 1 ? firstInside : secondInside).countDown();
                    await(run == 1 ? firstGo : secondGo);
                    response.getWriter().print("run " + run);
                })
                .filter(filter -> filter.lease(Duration.ofSeconds(1))
                        .rule(rule -> rule.path("/keyed/**").required().onLapse(LapsePolicy.RUN_AGAIN)))
                .start()) {
            served.store.fail(Operation.RENEW);
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
            firstInside.await();
            IdempotencyRecords records = records(served.store);
            Awaitility.await().atMost(BOUND).until(() -> isIn(records, "key-of-alice", StoredRecord.State.LAPSED));
            Future<WireResponse> second = served.inBackground(() -> served.send(post("/x")));
            secondInside.await();
            served.store.die();
            secondGo.countDown();
            second.get();
            firstGo.countDown();
            first.get();
            served.store.recover();

            assertThat(served.send(post("/x")).text()).isEqualTo("run 2");
            assertThat(served.listener.count("overtaken")).isEqualTo(1);
        }
    }

    private static IdempotencyRecords records(IdempotencyStore store) {
        return IdempotencyRecords.of(store, "", ResponseCodec.plain());
    }

    private static boolean isIn(IdempotencyRecords records, String key, StoredRecord.State state) {
        return records.find("alice", key).map(StoredRecord::state).equals(Optional.of(state));
    }

    private static WireRequest alice(String path, String key) {
        return WireRequest.of("POST", path).header("X-User", "alice").key(key);
    }

    @Test
    void anOutcomeThatIsRefusedHoldsUpNoOther() throws Exception {
        try (Served served = Served.handler((request, response) -> response.getWriter()
                        .print(request.getRequestURI().endsWith("large") ? "x".repeat(5000) : "small"))
                .start()) {
            served.store.fail(Operation.COMPLETE);
            IntStream.range(0, 10).forEach(i -> send(served, alice("/keyed/large", "large-" + i)));
            IntStream.range(0, 10).forEach(i -> send(served, alice("/keyed/small", "small-" + i)));
            served.store.recover();
            served.store.refuseOutcomes(outcome -> outcome.length > 4000);
            IdempotencyRecords records = records(served.store);

            Awaitility.await()
                    .atMost(BOUND)
                    .untilAsserted(() -> assertThat(IntStream.range(0, 10))
                            .allMatch(i -> isIn(records, "small-" + i, StoredRecord.State.COMPLETED)
                                    && isIn(records, "large-" + i, StoredRecord.State.COMPLETED)));
            assertThat(served.send(alice("/keyed/small", "small-3")).text()).isEqualTo("small");
            assertThat(served.send(alice("/keyed/large", "large-3")).text()).contains("response-not-replayable");
        }
    }

    private static void send(Served served, WireRequest request) {
        try {
            assertThat(served.send(request).status()).isEqualTo(503);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anOutcomeTooLargeToKeepLeavesATombstone() throws Exception {
        Served[] self = new Served[1];
        try (Served served = Served.handler((request, response) -> {
                    response.getOutputStream().write(new byte[17 << 20]);
                    self[0].store.die();
                })
                .also(filter -> filter.maximumResponse(20 << 20))
                .store(CaffeineIdempotencyStore.builder()
                        .maximumBytes(100 << 20)
                        .build())
                .start()) {
            self[0] = served;
            WireResponse first = served.send(post("/x"));
            served.store.recover();
            WireResponse retry = served.send(post("/x"));

            assertThat(first.text()).contains("outcome-not-saved");
            assertThat(retry.text()).contains("response-not-replayable");
            assertThat(served.runs).hasValue(1);
            assertThat(served.listener.events()).doesNotContain("lost");
        }
    }

    @Test
    void aStopDoesNotWaitForAStoreThatIsAwayOncePerOutcome() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Served served = Served.handler(
                        (request, response) -> response.getWriter().print("done"))
                .start();
        try (served) {
            served.store.die();
            served.store.before(Operation.BEGIN, () -> served.store.fail());
            served.store.after(Operation.BEGIN, served.store::die);
            for (int i = 0; i < 20; i++) {
                served.send(alice("/keyed/x", "key-" + i));
            }
            served.store.before(Operation.COMPLETE, tries::incrementAndGet);
        }

        assertThat(served.listener.count("notSaved")).isEqualTo(20);
        assertThat(served.listener.count("lost")).isEqualTo(20);
        assertThat(tries.get()).isLessThan(10);
    }

    @Test
    void aStopStoresWhatTheStoreTakes() throws Exception {
        IdempotencyStore store = TestStores.inProcess();
        Served served = Served.handler(
                        (request, response) -> response.getWriter().print("done"))
                .store(store)
                .start();
        try (served) {
            served.store.fail(Operation.COMPLETE);
            for (int i = 0; i < 5; i++) {
                served.send(alice("/keyed/x", "key-" + i));
            }
            served.store.recover();
        }

        assertThat(served.listener.count("savedLate")).isEqualTo(5);
        assertThat(IntStream.range(0, 5)).allMatch(i -> isIn(records(store), "key-" + i, StoredRecord.State.COMPLETED));
    }

    @Test
    void whatCannotBeSavedAfterTheStopIsLostAndSaysSo() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Served served = Served.handler((request, response) -> {
                    inside.countDown();
                    await(go);
                    response.getWriter().print("done");
                })
                .start()) {
            Future<WireResponse> first = served.inBackground(() -> served.send(post("/x")));
            inside.await();
            served.filter.destroy();
            served.store.die();
            go.countDown();

            assertThat(first.get(20, TimeUnit.SECONDS).text()).contains("outcome-not-saved");
            assertThat(served.listener.events()).containsExactly("started", "storeFailed", "notSaved", "lost");
        }
    }

    @Test
    void theLeaseIsHeldWhileTheOutcomeIsKeptInMemory() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        try (Served served = counting(effects).start()) {
            IdempotencyRecords records = records(served.store);
            served.store.fail(Operation.COMPLETE);
            served.send(post("/x"));
            AtomicInteger renewals = new AtomicInteger();
            served.store.after(Operation.RENEW, renewals::incrementAndGet);
            Awaitility.await().atMost(BOUND).until(() -> renewals.get() > 5);

            assertThat(isIn(records, "key-of-alice", StoredRecord.State.IN_FLIGHT))
                    .isTrue();
            served.store.recover();
            Awaitility.await().atMost(BOUND).until(() -> served.listener.count("savedLate") == 1);
            assertThat(served.send(post("/x")).text()).isEqualTo("run 1");
        }
    }

    @Test
    void anEventStreamIsNotTakenForALargeResponse() throws Exception {
        byte[][] stored = new byte[1][];
        try (Served served = Served.handler((request, response) -> {
                    response.setContentType("text/event-stream");
                    response.getWriter().print("data: 1\n\n");
                    response.flushBuffer();
                })
                .start()) {
            served.store.refuseOutcomes(outcome -> {
                stored[0] = outcome;
                return false;
            });
            served.send(post("/x"));

            assertThat(stored[0]).endsWith((byte) 2);
        }
    }
}
