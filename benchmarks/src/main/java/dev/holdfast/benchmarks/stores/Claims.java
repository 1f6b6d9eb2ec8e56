package dev.holdfast.benchmarks.stores;

import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The claims of the benchmarks, and what they end in. */
public final class Claims {
    /** How long records live. */
    public static final Duration RETENTION = Duration.ofHours(24);
    /** The size of a small response with its header fields. */
    public static final int OUTCOME_LENGTH = 300;

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final byte FILLING = 7;
    private static final Fingerprint FINGERPRINT = Fingerprint.of(fingerprint());
    private static final CallerScope CALLER = CallerScope.of(filled(Ids.LENGTH));

    private Claims() {}

    /** A claim for a record, by one caller that has no quota. */
    public static Claim of(byte[] id) {
        return new Claim(
                RecordId.of(id),
                CALLER,
                FINGERPRINT,
                LEASE,
                RETENTION,
                LapsePolicy.OUTCOME_UNKNOWN,
                Claim.NO_QUOTA,
                ThreadLocalRandom.current().nextLong());
    }

    /** What all of them ask for. */
    public static byte[] fingerprint() {
        return filled(Ids.LENGTH);
    }

    /** What all of them end in. */
    public static byte[] outcome() {
        return filled(OUTCOME_LENGTH);
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, FILLING);
        return bytes;
    }
}
