package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.idempotency.IdempotencyProblem;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.servlet.Mode;
import dev.holdfast.testkit.http.WireRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class RollingOutTest {

    // tag::rollout-report
    static final class RolloutReport implements IdempotencyListener {
        private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

        @Override
        public void wouldRefuse(IdempotencyEvent event, IdempotencyProblem problem) {
            count(event.method() + " " + event.route() + " would be refused: " + problem.slug());
        }

        @Override
        public void wouldReplay(IdempotencyEvent event) {
            count(event.method() + " " + event.route() + " would be replayed");
        }

        private void count(String what) {
            counts.computeIfAbsent(what, first -> new LongAdder()).increment();
        }
    }
    // end::rollout-report

    @Test
    void anObservedPathIsReportedAndLetThrough() throws Exception {
        IdempotencyStore store = CaffeineIdempotencyStore.create();
        RolloutReport report = new RolloutReport();
        // tag::observe
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/payments/**").required())
                .rule(rule -> rule.path("/v1/**").required().mode(Mode.OBSERVE))
                .listener(report)
                .build();
        // end::observe

        try (Orders application = Orders.behind(filter)) {
            WireRequest withoutKey = WireRequest.of("POST", "/v1/orders").header("X-User", "alice");
            assertThat(application.send(withoutKey).status()).isEqualTo(201);
            application.send(Orders.order("k1"));
            application.send(Orders.order("k1"));

            assertThat(application.count()).isEqualTo(3);
            assertThat(report.counts)
                    .containsOnlyKeys("POST /v1/** would be refused: key-missing", "POST /v1/** would be replayed");
            assertThat(application.send(withoutKey.target("/v1/payments")).status())
                    .isEqualTo(400);
        }
    }
}
