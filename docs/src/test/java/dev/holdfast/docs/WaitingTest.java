package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.idempotency.ConflictPolicy;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.RecordingListener;
import dev.holdfast.testkit.http.OrdersServlet;
import dev.holdfast.testkit.http.WireResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingTest {

    @Test
    void aDuplicateWaitsForTheFirstResponse() throws Exception {
        IdempotencyStore store = CaffeineIdempotencyStore.create();
        RecordingListener listener = new RecordingListener();
        // tag::wait
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required().onConflict(ConflictPolicy.waitUpTo(Duration.ofSeconds(5))))
                .maximumWaiters(200)
                .listener(listener)
                .build();
        // end::wait

        try (Orders application = Orders.behind(filter)) {
            OrdersServlet.Gate gate = application.hold();
            CompletableFuture<WireResponse> first = application.sendInBackground(Orders.order("k1"));
            gate.awaitArrival();
            CompletableFuture<WireResponse> duplicate = application.sendInBackground(Orders.order("k1"));
            await().atMost(Duration.ofSeconds(4)).until(() -> listener.count("waiting") == 1);
            gate.open();

            assertThat(duplicate.join().body()).isEqualTo(first.join().body());
            assertThat(application.count()).isEqualTo(1);
        }
    }
}
