package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.RecordId;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;

/** Every statement that a request runs, once, on a record that no request can have. */
final class Rehearsal {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Rehearsal() {}

    /** Whether a record that is there cannot be there twice. The caller rolls back. */
    static boolean passes(Records records) throws SQLException {
        byte[] unused = new byte[32];
        RANDOM.nextBytes(unused);
        var id = RecordId.of(unused);
        records.begin(claim(unused, 1));
        var claim = claim(unused, Claim.NO_QUOTA);
        records.begin(claim);
        var token = new FenceToken(1);
        records.renew(id, token, MINUTE, MINUTE);
        records.takeOver(id, token, MINUTE, MINUTE);
        records.complete(id, token, unused, MINUTE);
        records.release(id, token);
        records.withdraw(claim);
        records.find(id);
        return !records.duplicate(id);
    }

    private static Claim claim(byte[] unused, long quota) {
        return new Claim(
                RecordId.of(unused),
                CallerScope.of(unused),
                Fingerprint.of(unused),
                MINUTE,
                MINUTE,
                LapsePolicy.RUN_AGAIN,
                quota,
                1);
    }
}
