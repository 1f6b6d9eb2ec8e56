package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FenceToken;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
    private static final FenceToken TOKEN = new FenceToken(7);
    private static final byte[] OUTCOME = {1, 2, 3};
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Each attempt, and what is decided of it: rejecting conflicts, waiting for them; the key being expired or not. */
    static List<Arguments> table() {
        Decision run = new Decision.Run(TOKEN, false);
        Decision giveBack = new Decision.GiveBack(TOKEN, IdempotencyProblem.KEY_EXPIRED);
        Decision inFlight = refuse(IdempotencyProblem.REQUEST_IN_FLIGHT);
        Decision wait = new Decision.Wait(LIMIT);
        return List.of(
                Arguments.of(new Attempt.Started(TOKEN, false), run, run, giveBack, giveBack),
                always(new Attempt.Started(TOKEN, true), new Decision.Run(TOKEN, true)),
                Arguments.of(new Attempt.InFlight(Duration.ofSeconds(3)), inFlight, wait, inFlight, wait),
                always(new Attempt.Completed(OUTCOME), new Decision.Replay(OUTCOME)),
                always(new Attempt.Mismatch(), refuse(IdempotencyProblem.KEY_REUSED)),
                always(new Attempt.OutcomeUnknown(TOKEN), new Decision.Reconcile(TOKEN)),
                always(new Attempt.QuotaExceeded(), refuse(IdempotencyProblem.QUOTA_EXCEEDED)),
                always(new Attempt.StoreFull(), refuse(IdempotencyProblem.STORE_FULL)));
    }

    private static Arguments always(Attempt attempt, Decision decision) {
        return Arguments.of(attempt, decision, decision, decision, decision);
    }

    private static Decision refuse(IdempotencyProblem problem) {
        return new Decision.Refuse(problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void theStoresAnswerAndTheRuleDecide(
            Attempt attempt, Decision rejecting, Decision waiting, Decision rejectingExpired, Decision waitingExpired) {
        ConflictPolicy reject = ConflictPolicy.reject();
        ConflictPolicy wait = ConflictPolicy.waitUpTo(LIMIT);

        assertThat(Decision.of(attempt, reject, false)).isEqualTo(rejecting);
        assertThat(Decision.of(attempt, wait, false)).isEqualTo(waiting);
        assertThat(Decision.of(attempt, reject, true)).isEqualTo(rejectingExpired);
        assertThat(Decision.of(attempt, wait, true)).isEqualTo(waitingExpired);
    }

    @Test
    void theTableHasEveryAnswer() {
        Set<Object> decided =
                table().stream().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());

        assertThat(decided).isEqualTo(Set.of((Object[]) Attempt.class.getPermittedSubclasses()));
    }
}
