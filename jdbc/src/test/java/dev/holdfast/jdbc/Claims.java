package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/** Claims for tests: one minute's lease, one hour's retention, run again. */
final class Claims {
    static final Duration LEASE = Duration.ofMinutes(1);
    static final Duration RETENTION = Duration.ofHours(1);

    private Claims() {}

    static RecordId id(String key) {
        return RecordId.of(sha256("id of " + key));
    }

    static CallerScope caller(String name) {
        return CallerScope.of(sha256("caller " + name));
    }

    static Claim claim(String key) {
        return claim(key, "alice", Claim.NO_QUOTA);
    }

    static Claim claim(String key, String caller, long quota) {
        return claim(key, caller, LapsePolicy.RUN_AGAIN, quota);
    }

    static Claim claim(String key, String caller, LapsePolicy onLapse, long quota) {
        var fingerprint = Fingerprint.of(sha256("operation of " + key));
        return new Claim(id(key), caller(caller), fingerprint, LEASE, RETENTION, onLapse, quota);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
