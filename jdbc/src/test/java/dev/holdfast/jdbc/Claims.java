package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Claims by a key in plain words: a minute's lease, an hour's retention, run again. */
final class Claims {
    static final Duration LEASE = Duration.ofMinutes(1);
    static final Duration RETENTION = Duration.ofHours(1);

    private Claims() {}

    static Claim claim(String key) {
        return claim(key, Claim.NO_QUOTA);
    }

    static Claim claim(String key, long quota) {
        return new Claim(
                RecordId.of(sha256("id of " + key)),
                caller(),
                Fingerprint.of(sha256("what " + key + " asks for")),
                LEASE,
                RETENTION,
                LapsePolicy.RUN_AGAIN,
                quota,
                ThreadLocalRandom.current().nextLong());
    }

    static CallerScope caller() {
        return CallerScope.of(sha256("alice"));
    }

    static FenceToken start(IdempotencyStore store, Claim claim) {
        Attempt attempt = store.begin(claim);
        assertThat(attempt).isInstanceOf(Attempt.Started.class);
        return ((Attempt.Started) attempt).token();
    }

    static void complete(IdempotencyStore store, Claim claim) {
        store.complete(claim.id(), start(store, claim), "done".getBytes(StandardCharsets.UTF_8), RETENTION);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
