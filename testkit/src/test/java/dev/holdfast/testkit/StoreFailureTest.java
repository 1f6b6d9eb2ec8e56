package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.StoreFailurePolicy;
import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.testkit.FaultyStore.Operation;
import dev.holdfast.testkit.http.WireResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that dies, at every moment it can: a defined answer, and never a second effect. */
final class StoreFailureTest {
    private static final Served.Handler ORDER = (request, response) -> {
        response.setStatus(201);
        response.setHeader("Location", "/orders/1");
        response.getOutputStream().print("ordered");
    };

    @Test
    void aStoreThatIsDeadBeforeTheClaimFailsClosed() throws Exception {
        try (Served served = Served.handler(ORDER).start()) {
            served.store.die();
            WireResponse refused = served.send(post("/x"));
            served.store.recover();
            WireResponse accepted = served.send(post("/x"));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).hasValue("1");
            assertThat(refused.text()).contains("problems/store-unavailable", "\"retryable\":true");
            assertThat(accepted.status()).isEqualTo(201);
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void aStoreThatIsDeadBeforeTheClaimFailsOpenWhereTheRuleSaysSo() throws Exception {
        try (Served served = Served.handler((request, response) -> response.getOutputStream()
                        .write(request.getInputStream().readAllBytes()))
                .filter(filter -> filter.rule(
                        rule -> rule.path("/keyed/**").required().onStoreFailure(StoreFailurePolicy.FAIL_OPEN)))
                .start()) {
            served.store.die();

            assertThat(served.send(post("/x").body("abc")).text()).isEqualTo("abc");
            assertThat(served.listener.events()).containsExactly("storeFailed", "unprotected");
        }
    }

    @Test
    void aClaimWhoseAnswerIsLostIsNotRunAndStandsInNobodysWay() throws Exception {
        try (Served served = Served.handler(ORDER).start()) {
            served.store.loseAnswer(Operation.BEGIN);
            WireResponse first = served.send(post("/x"));
            int runs = served.runs.get();
            served.store.recover();
            WireResponse second = served.send(post("/x"));

            assertThat(first.text()).contains("problems/store-unavailable", "was not carried out");
            assertThat(runs).isZero();
            assertThat(second.text()).isEqualTo("ordered");
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void aClaimWhoseAnswerIsLostIsWithdrawnForTheSakeOfOtherNodes() throws Exception {
        IdempotencyStore shared = TestStores.inProcess();
        try (Served here = Served.handler(ORDER).store(shared).start();
                Served there = Served.handler(ORDER).store(shared).start()) {
            here.store.loseAnswer(Operation.BEGIN);
            here.send(post("/x"));
            here.store.recover();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> there.send(post("/x")).text().equals("ordered"));
        }
    }

    @Test
    void aClaimThatReachesTheStoreAfterItWasWithdrawnIsWithdrawnAgain() throws Exception {
        IdempotencyStore shared = TestStores.inProcess();
        List<Claim> late = new CopyOnWriteArrayList<>();
        try (Served here = Served.handler(ORDER)
                        .store(new Delaying(shared, late))
                        .also(filter -> filter.lease(Duration.ofSeconds(2)))
                        .start();
                Served there = Served.handler(ORDER).store(shared).start()) {
            AtomicInteger withdrawals = new AtomicInteger();
            here.store.after(Operation.WITHDRAW, withdrawals::incrementAndGet);
            here.send(post("/x"));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> withdrawals.get() == 1);
            shared.begin(late.get(0));

            assertThat(there.send(post("/x")).text()).contains("request-in-flight");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> there.send(post("/x")).text().equals("ordered"));
        }
    }

    @Test
    void aStopWithdrawsWhatMayHaveBeenClaimed() throws Exception {
        IdempotencyStore shared = TestStores.inProcess();
        try (Served there = Served.handler(ORDER).store(shared).start()) {
            try (Served here = Served.handler(ORDER).store(shared).start()) {
                here.store.loseAnswer(Operation.BEGIN);
                here.send(post("/x"));
                here.store.recover();
            }

            assertThat(there.send(post("/x")).text()).isEqualTo("ordered");
        }
    }

    @Test
    void aStoreThatDiesBeforeTheOutcomeIsRecordedGetsItLater() throws Exception {
        try (Served served = dyingInTheHandler()) {
            WireResponse first = served.send(post("/x"));
            WireResponse meanwhile = served.send(post("/x"));
            served.store.recover();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> served.listener.count("savedLate") == 1);
            WireResponse retry = served.send(post("/x"));

            assertThat(first.status()).isEqualTo(503);
            assertThat(first.text()).contains("problems/outcome-not-saved", "\"retryable\":true");
            assertThat(first.header("Location")).isEmpty();
            assertThat(meanwhile.status()).isEqualTo(503);
            assertThat(retry.status()).isEqualTo(201);
            assertThat(retry.text()).isEqualTo("ordered");
            assertThat(retry.header("Location")).hasValue("/orders/1");
            assertThat(served.runs).hasValue(1);
        }
    }

    private static Served dyingInTheHandler() {
        Served[] self = new Served[1];
        Served served = Served.handler((request, response) -> {
                    ORDER.handle(request, response);
                    self[0].store.die();
                })
                .start();
        self[0] = served;
        return served;
    }

    @Test
    void aRetryAfterTheStoreIsBackGetsTheOutcomeAtOnce() throws Exception {
        try (Served served = dyingInTheHandler()) {
            served.send(post("/x"));
            served.store.recover();

            assertThat(served.send(post("/x")).text()).isEqualTo("ordered");
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void aRecordingWhoseAnswerIsLostIsReplayed() throws Exception {
        try (Served served = Served.handler(ORDER).start()) {
            served.store.loseAnswer(Operation.COMPLETE);
            WireResponse first = served.send(post("/x"));
            served.store.recover();
            WireResponse retry = served.send(post("/x"));

            assertThat(first.text()).isEqualTo("ordered");
            assertThat(retry.text()).isEqualTo("ordered");
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void anOutcomeThatCannotBeStoredSpendsItsKeyAndIsSent() throws Exception {
        try (Served served = Served.handler(ORDER).start()) {
            served.store.refuseOutcomes(outcome -> outcome.length > 20);
            WireResponse first = served.send(post("/x"));
            WireResponse retry = served.send(post("/x"));

            assertThat(first.status()).isEqualTo(201);
            assertThat(first.text()).isEqualTo("ordered");
            assertThat(retry.status()).isEqualTo(409);
            assertThat(retry.text()).contains("problems/response-not-replayable", "\"retryable\":false");
            assertThat(served.runs).hasValue(1);
            assertThat(served.listener.events()).contains("spent");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RELEASE", "RENEW", "REMOVE", "FIND"})
    void aKeyThatCouldNotBeFreedIsFreedLater(Operation alsoFailing) throws Exception {
        try (Served served =
                Served.handler((request, response) -> response.sendError(503)).start()) {
            served.store.fail(Operation.RELEASE, alsoFailing == Operation.RELEASE ? Operation.RENEW : alsoFailing);
            WireResponse first = served.send(post("/x"));
            served.store.recover();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> served.send(post("/x")).status() == 503 && served.listener.count("started") >= 2);

            assertThat(first.status()).isEqualTo(503);
        }
    }

    @Test
    void aStoreThatIsAwayForAMomentCostsALongRequestNothing() throws Exception {
        Served[] self = new Served[1];
        try (Served served = Served.handler((request, response) -> {
                    self[0].store.fail(Operation.RENEW);
                    Awaitility.await().until(() -> self[0].listener.count("storeFailed") > 0);
                    self[0].store.recover();
                    ORDER.handle(request, response);
                })
                .also(filter -> filter.lease(Duration.ofSeconds(1)))
                .start()) {
            self[0] = served;

            assertThat(served.send(post("/x")).status()).isEqualTo(201);
            assertThat(served.send(post("/x")).header("Idempotency-Replayed")).hasValue("true");
        }
    }

    /** Its first claim is on its way for as long as the test says. */
    private static final class Delaying implements IdempotencyStore {
        private final IdempotencyStore store;
        private final List<Claim> late;

        Delaying(IdempotencyStore store, List<Claim> late) {
            this.store = store;
            this.late = late;
        }

        @Override
        public Guarantee guarantee() {
            return store.guarantee();
        }

        @Override
        public Attempt begin(Claim claim) {
            late.add(claim);
            throw new StoreException("planned");
        }

        @Override
        public FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
            return store.complete(id, token, outcome, retention);
        }

        @Override
        public FencedWrite release(RecordId id, FenceToken token) {
            return store.release(id, token);
        }

        @Override
        public FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
            return store.renew(id, token, lease, retention);
        }

        @Override
        public Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention) {
            return store.takeOver(id, lapsed, lease, retention);
        }

        @Override
        public FencedWrite withdraw(Claim claim) {
            return store.withdraw(claim);
        }

        @Override
        public Optional<StoredRecord> find(RecordId id) {
            return store.find(id);
        }

        @Override
        public long purge() {
            return store.purge();
        }

        @Override
        public long forget(CallerScope caller) {
            return store.forget(caller);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
