package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.AesGcmResponseCodec;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyRecords;
import dev.holdfast.idempotency.ResponseCodec;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.http.WireResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoresTest {

    @Test
    void keysChangeWhileRecordsLive() throws Exception {
        IdempotencyStore store = CaffeineIdempotencyStore.create();
        byte[] januaryKey = new byte[32];
        byte[] februaryKey = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        ResponseCodec january =
                AesGcmResponseCodec.writingWith("2026-01", januaryKey).build();
        // tag::encryption
        ResponseCodec codec = AesGcmResponseCodec.writingWith("2026-02", februaryKey)
                .readingWith("2026-01", januaryKey)
                .build();
        // end::encryption

        try (Orders before = Orders.behind(with(store, january))) {
            before.send(Orders.order("k1"));
        }
        try (Orders after = Orders.behind(with(store, codec))) {
            WireResponse retry = after.send(Orders.order("k1"));

            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    private static IdempotencyFilter with(IdempotencyStore store, ResponseCodec codec) {
        return IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .responseCodec(codec)
                .build();
    }

    @Test
    void aCallerHasAQuotaAndIsForgotten() throws Exception {
        IdempotencyStore store =
                CaffeineIdempotencyStore.builder().maximumBytes(256 << 20).build();
        // tag::limits
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .namespace("shop")
                .retention(Duration.ofDays(3))
                .callerQuota(1)
                .build();
        // end::limits
        try (Orders application = Orders.behind(filter)) {
            application.send(Orders.order("k1"));
            assertThat(application.send(Orders.order("k2")).status()).isEqualTo(429);

            // tag::forget
            IdempotencyRecords records = IdempotencyRecords.of(store, "shop", ResponseCodec.plain());
            long forgotten = records.forgetCaller("alice");
            // end::forget

            assertThat(forgotten).isEqualTo(1);
            assertThat(application.send(Orders.order("k2")).status()).isEqualTo(201);
        }
    }
}
