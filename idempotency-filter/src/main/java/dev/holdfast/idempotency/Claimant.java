package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.idempotency.store.LapsePolicy;
import java.util.concurrent.ThreadLocalRandom;

/** One request, as far as it makes claims. Immutable. */
record Claimant(Settings settings, RecordNames.Names names, Fingerprint fingerprint) {

    /** Another claim: each is made once. */
    Claim claim(LapsePolicy onLapse) {
        return new Claim(
                names.record(),
                names.caller(),
                fingerprint,
                settings.lease(),
                settings.retention(),
                onLapse,
                settings.callerQuota(),
                ThreadLocalRandom.current().nextLong());
    }
}
