package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** One request with a key, as a store sees it. Immutable. */
record Operation(RecordId id, CallerScope caller, Fingerprint fingerprint) {
    static final Duration LEASE = Duration.ofMinutes(10);
    static final Duration RETENTION = Duration.ofHours(24);

    /** A key that no store has seen, of a caller that no store has seen. */
    static Operation fresh() {
        return freshOf(CallerScope.of(randomDigest()));
    }

    static Operation freshOf(CallerScope caller) {
        return new Operation(RecordId.of(randomDigest()), caller, Fingerprint.of(randomDigest()));
    }

    /** The same key, used for something else. */
    Operation changed() {
        return new Operation(id, caller, Fingerprint.of(randomDigest()));
    }

    Claim claim() {
        return claim(LapsePolicy.RUN_AGAIN);
    }

    Claim claim(LapsePolicy onLapse) {
        return new Claim(id, caller, fingerprint, LEASE, RETENTION, onLapse, Claim.NO_QUOTA, nonce());
    }

    Claim claim(Duration lease, Duration retention) {
        return new Claim(id, caller, fingerprint, lease, retention, LapsePolicy.RUN_AGAIN, Claim.NO_QUOTA, nonce());
    }

    Claim claimWithin(long callerQuota) {
        return new Claim(id, caller, fingerprint, LEASE, RETENTION, LapsePolicy.RUN_AGAIN, callerQuota, nonce());
    }

    private static long nonce() {
        return ThreadLocalRandom.current().nextLong();
    }

    private static byte[] randomDigest() {
        var digest = new byte[32];
        ThreadLocalRandom.current().nextBytes(digest);
        return digest;
    }
}
