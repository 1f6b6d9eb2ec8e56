package dev.holdfast.testkit;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FencedWrite;

/**
 * One call on a store, as the thread that made it saw it. Immutable.
 *
 * @param operation what was asked for
 * @param token the attempt's: the one given by a begin that started, 0 by any other; the one handed to a write
 * @param generation how often the retention of everything had ended
 * @param episode how often all threads had stopped; leases lapse only in between
 * @param called before whichever call has a greater number in {@code returned}
 * @param returned after whichever call has a smaller number in {@code called}
 */
record Call(
        Kind kind,
        Operation operation,
        long token,
        Object answer,
        int generation,
        int episode,
        long called,
        long returned) {
    enum Kind {
        BEGIN,
        COMPLETE,
        RELEASE,
        RENEW
    }

    boolean started() {
        return answer instanceof Attempt.Started;
    }

    boolean applied(Kind write) {
        return kind == write && answer == FencedWrite.APPLIED;
    }

    /** Whether this call was over when the other was made. */
    boolean precedes(Call other) {
        return returned < other.called;
    }

    boolean isOfAttempt(Call other) {
        return token == other.token && token != 0;
    }
}
