package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.holdfast.idempotency.BodyDigest;
import dev.holdfast.idempotency.FingerprintStrategy;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.http.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UploadsTest {

    // tag::canonical-json
    /** Takes two JSON objects for the same if they differ in white space and in the order of members only. */
    static final class CanonicalJson implements BodyDigest {
        private static final ObjectMapper JSON =
                new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public void update(byte[] bytes, int offset, int length) {
            body.write(bytes, offset, length);
        }

        @Override
        public byte[] finish() {
            return sha256(canonical(body.toByteArray()));
        }

        /** The beginnings of two such bodies need not be the same. */
        @Override
        public boolean comparesPrefixes() {
            return false;
        }

        private static byte[] canonical(byte[] body) {
            try {
                return JSON.writeValueAsBytes(JSON.readValue(body, TreeMap.class));
            } catch (IOException notAnObject) {
                return body;
            }
        }
    }
    // end::canonical-json

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRetryMayBeSerializedAnew() throws Exception {
        IdempotencyStore store = CaffeineIdempotencyStore.create();
        // tag::fingerprint
        FingerprintStrategy json = request -> new CanonicalJson();
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .fingerprintStrategy(json)
                .build();
        // end::fingerprint

        try (Orders application = Orders.behind(filter)) {
            application.send(Orders.order("k1").body("{\"item\":\"tea\",\"count\":2}"));
            WireResponse retry = application.send(Orders.order("k1").body("{ \"count\": 2, \"item\": \"tea\" }"));
            WireResponse other = application.send(Orders.order("k1").body("{\"item\":\"tea\",\"count\":3}"));

            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(other.status()).isEqualTo(422);
        }
    }
}
