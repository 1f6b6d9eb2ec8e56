package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import java.security.SecureRandom;
import java.time.Duration;

/** Every statement that a request runs, once, on a record that no request can have. */
final class Rehearsal {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Rehearsal() {}

    /** Whether a key that is claimed cannot be claimed again. The caller rolls back. */
    static boolean passes(Records records) {
        byte[] unused = new byte[32];
        RANDOM.nextBytes(unused);
        var id = RecordId.of(unused);
        var claim = new Claim(
                id,
                CallerScope.of(unused),
                Fingerprint.of(unused),
                MINUTE,
                MINUTE,
                LapsePolicy.RUN_AGAIN,
                Long.MAX_VALUE - 1);
        var first = records.begin(claim);
        var second = records.begin(claim);
        var token = new FenceToken(1);
        records.renew(id, token, MINUTE, MINUTE);
        records.complete(id, token, unused, MINUTE);
        records.release(id, token);
        records.find(id);
        records.forget(claim.caller(), 1);
        return first.filter(Attempt.Started.class::isInstance).isPresent()
                && second.filter(Attempt.InFlight.class::isInstance).isPresent();
    }
}
