package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.idempotency.IdempotencyAttributes;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyRecords;
import dev.holdfast.idempotency.OutcomeReconciler;
import dev.holdfast.idempotency.OutcomeReconciler.Reconciliation;
import dev.holdfast.idempotency.RecordedResponse;
import dev.holdfast.idempotency.ResponseCodec;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.testkit.FaultyStore;
import dev.holdfast.testkit.http.OrdersServlet;
import dev.holdfast.testkit.http.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LapsedLeasesTest {
    private final FaultyStore store = new FaultyStore(CaffeineIdempotencyStore.create());

    /** Where an application would look. */
    @FunctionalInterface
    private interface Payments {
        Optional<byte[]> receipt(String reference);
    }

    @Test
    void aReconcilerLooksWhereTheEffectWouldBe() throws Exception {
        Payments payments = reference -> Optional.of("{\"paid\":true}".getBytes(StandardCharsets.UTF_8));
        // tag::reconciler
        OutcomeReconciler byReference = request -> {
            String reference = (String) request.getAttribute(IdempotencyAttributes.DOWNSTREAM_KEY);
            return payments.receipt(reference)
                    .map(json -> RecordedResponse.of(201, Map.of("Content-Type", List.of("application/json")), json))
                    .map(Reconciliation::tookEffect)
                    .orElseGet(Reconciliation::stillUnknown);
        };
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .lease(Duration.ofSeconds(1))
                .outcomeReconciler(byReference)
                .build();
        // end::reconciler

        try (Orders application = Orders.behind(filter)) {
            Silent worker = Silent.at(application, store);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.send(Orders.order("k1")).status() == 201);
            WireResponse retry = application.send(Orders.order("k1"));
            worker.wake(store);

            assertThat(retry.text()).isEqualTo("{\"paid\":true}");
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    @Test
    void anOperatorSettlesARecord() throws Exception {
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .lease(Duration.ofSeconds(1))
                .build();
        try (Orders application = Orders.behind(filter)) {
            Silent worker = Silent.at(application, store);
            String key = "k1";
            // tag::settle
            IdempotencyRecords records = IdempotencyRecords.of(store, "", ResponseCodec.plain());
            Optional<StoredRecord> record = records.find("alice", key);
            boolean settled = records.settleAsNotDone("alice", key);
            // end::settle
            assertThat(record.map(StoredRecord::state)).hasValue(StoredRecord.State.IN_FLIGHT);
            assertThat(settled).isFalse();

            await().atMost(Duration.ofSeconds(20)).until(() -> records.settleAsNotDone("alice", key));
            worker.wake(store);
            assertThat(records.find("alice", key)).isEmpty();
        }
    }

    @Test
    void aHandlerThatIsHarmlessTwiceRunsAgain() throws Exception {
        // tag::run-again
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required().onLapse(LapsePolicy.RUN_AGAIN))
                .lease(Duration.ofSeconds(1))
                .build();
        // end::run-again

        try (Orders application = Orders.behind(filter)) {
            Silent worker = Silent.at(application, store);
            CompletableFuture<WireResponse> second = new CompletableFuture<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                worker.gate().open();
                second.complete(application.send(Orders.order("k1")));
                return second.join().status() == 201;
            });
            worker.wake(store);

            assertThat(second.join().status()).isEqualTo(201);
        }
    }

    /** A worker whose lease is not renewed. */
    private record Silent(OrdersServlet.Gate gate, CompletableFuture<WireResponse> response) {
        static Silent at(Orders application, FaultyStore store) throws InterruptedException {
            OrdersServlet.Gate gate = application.hold();
            CompletableFuture<WireResponse> response = application.sendInBackground(Orders.order("k1"));
            gate.awaitArrival();
            store.fail(FaultyStore.Operation.RENEW);
            return new Silent(gate, response);
        }

        void wake(FaultyStore store) {
            store.recover();
            gate.open();
            response.join();
        }
    }
}
