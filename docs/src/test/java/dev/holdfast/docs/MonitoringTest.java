package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MonitoringTest {

    // tag::suppression-rate
    /** How many of the requests that could have taken effect were duplicates, and did not. */
    static final class SuppressionRate implements IdempotencyListener {
        private final LongAdder operations = new LongAdder();
        private final LongAdder duplicates = new LongAdder();

        @Override
        public void started(IdempotencyEvent event) {
            operations.increment();
        }

        @Override
        public void replayed(IdempotencyEvent event) {
            duplicates.increment();
        }

        double value() {
            double all = operations.sum() + duplicates.sum();
            return all == 0 ? 0 : duplicates.sum() / all;
        }
    }
    // end::suppression-rate

    @Test
    void aListenerCountsDuplicates() throws Exception {
        IdempotencyStore store = CaffeineIdempotencyStore.create();
        SuppressionRate rate = new SuppressionRate();
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .listener(rate)
                .build();

        try (Orders application = Orders.behind(filter)) {
            application.send(Orders.order("k1"));
            application.send(Orders.order("k1"));
            application.send(Orders.order("k2"));
            application.send(Orders.order("k1"));

            assertThat(rate.value()).isEqualTo(0.5);
        }
    }
}
