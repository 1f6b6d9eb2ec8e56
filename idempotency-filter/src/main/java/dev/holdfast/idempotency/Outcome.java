package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.capture.Snapshot;

/** How an operation ended, as it is recorded. */
sealed interface Outcome {

    /** What is known of the body beyond the claim's fingerprint. */
    BodyEvidence body();

    /** With a response that can be given again. */
    record Replayable(Snapshot response, BodyEvidence body) implements Outcome {}

    /**
     * With a response that cannot be given again.
     *
     * @param status its status, as far as it was known
     * @param reason why
     */
    record Spent(int status, Reason reason, BodyEvidence body) implements Outcome {}

    /** Why a response cannot be given again. Stored by its code. */
    enum Reason {
        TOO_LARGE(1),
        STREAMED(2),
        NOT_SAVED(3),
        OBSERVED(4);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
