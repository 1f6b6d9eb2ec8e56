package dev.holdfast.idempotency;

import java.util.Optional;

/**
 * The note that an operation is done and its response cannot be given again. It says nothing of the request or its
 * response, and stands in the store as it is: a codec that fails must not keep it from being written or read.
 */
final class Tombstone {
    private static final int LENGTH = of(0, Outcome.Reason.NOT_SAVED).length;

    private Tombstone() {}

    static byte[] of(int status, Outcome.Reason reason) {
        return OutcomeFormat.write(new Outcome.Spent(status, reason, new BodyEvidence.None()));
    }

    /** The tombstone that the stored bytes are, if they are one. */
    static Optional<Outcome> read(byte[] stored) {
        if (stored.length != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(OutcomeFormat.read(stored)).filter(Outcome.Spent.class::isInstance);
        } catch (ResponseCodec.CodecException e) {
            return Optional.empty();
        }
    }
}
