package dev.holdfast.testkit;

import static dev.holdfast.testkit.Call.Kind.BEGIN;
import static dev.holdfast.testkit.Call.Kind.COMPLETE;
import static dev.holdfast.testkit.Call.Kind.RELEASE;
import static dev.holdfast.testkit.Call.Kind.RENEW;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FencedWrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the calls on one record, within one generation, show of the store, going by nothing but which call was over before
 * which other was made.
 */
final class HistoryJudge {
    private final List<Call> calls;
    private final List<Call> attempts;
    private final List<String> objections = new ArrayList<>();

    private HistoryJudge(List<Call> calls) {
        this.calls = calls;
        this.attempts = calls.stream().filter(Call::started).toList();
    }

    /** Everything that no correct store could have answered. */
    static List<String> objectionsTo(List<Call> history) {
        var objections = new ArrayList<String>();
        for (var calls : groups(history, call -> call.operation().id())) {
            objections.addAll(new HistoryJudge(calls).judgeTokens());
            for (var generation : groups(calls, Call::generation)) {
                objections.addAll(new HistoryJudge(generation).judge());
            }
        }
        return objections;
    }

    private static Collection<List<Call>> groups(List<Call> calls, Function<Call, Object> by) {
        return calls.stream().collect(Collectors.groupingBy(by)).values();
    }

    private List<String> judge() {
        for (var call : calls) {
            if (call.kind() == BEGIN) {
                judgeBegin(call);
            } else if (call.answer() == FencedWrite.APPLIED) {
                judgeApplied(call);
            } else {
                judgeFencedOff(call);
            }
        }
        oneOwnerAtATime();
        return objections;
    }

    private void object(String what, Call call) {
        objections.add(what + ": " + call);
    }

    private List<String> judgeTokens() {
        for (var attempt : attempts) {
            if (attempts.stream().anyMatch(other -> other.called() != attempt.called() && other.isOfAttempt(attempt))) {
                object("a token was given twice", attempt);
            }
            if (attempts.stream().anyMatch(later -> attempt.precedes(later) && later.token() < attempt.token())) {
                object("a later attempt has a smaller token", attempt);
            }
        }
        return objections;
    }

    private void judgeBegin(Call begin) {
        completions()
                .filter(completion -> completion.precedes(begin))
                .findAny()
                .filter(completion -> !isRetryOf(begin, completion))
                .ifPresent(completion -> object("a completed outcome was lost", begin));
        if (begin.answer() instanceof Attempt.Completed completed
                && completions()
                        .noneMatch(completion -> completion.called() < begin.returned()
                                && sameFingerprint(completion, begin)
                                && Arrays.equals(completed.outcome(), RandomHistory.outcomeOf(completion)))) {
            object("an outcome that nobody completed with", begin);
        }
        if (begin.answer() instanceof Attempt.Mismatch
                && attempts.stream()
                        .noneMatch(other -> other.called() < begin.returned() && !sameFingerprint(other, begin))) {
            object("a mismatch with no other request", begin);
        }
    }

    private static boolean isRetryOf(Call begin, Call completion) {
        return sameFingerprint(begin, completion)
                ? begin.answer() instanceof Attempt.Completed
                : begin.answer() instanceof Attempt.Mismatch;
    }

    private static boolean sameFingerprint(Call one, Call other) {
        return one.operation().fingerprint().equals(other.operation().fingerprint());
    }

    private Stream<Call> completions() {
        return calls.stream().filter(call -> call.applied(COMPLETE));
    }

    private void judgeApplied(Call write) {
        if (attempts.stream().noneMatch(attempt -> attempt.isOfAttempt(write))) {
            object("a write was applied after the retention had ended", write);
        }
        if (attempts.stream().anyMatch(later -> later.token() > write.token() && later.precedes(write))) {
            object("an overtaken worker's write was applied", write);
        }
        if (earlier(write, call -> call.applied(RELEASE))) {
            object("a released attempt's write was applied", write);
        }
        if (write.kind() != COMPLETE && earlier(write, call -> call.applied(COMPLETE))) {
            object("a completed attempt was released or renewed", write);
        }
    }

    private void judgeFencedOff(Call write) {
        boolean began = attempts.stream().anyMatch(attempt -> attempt.isOfAttempt(write));
        boolean overtaken =
                attempts.stream().anyMatch(later -> later.token() > write.token() && later.called() < write.returned());
        boolean released = earlier(write, call -> call.applied(RELEASE));
        boolean completed = write.kind() != COMPLETE && earlier(write, call -> call.applied(COMPLETE));
        if (began && !overtaken && !released && !completed) {
            object("an owner's write was fenced off", write);
        }
    }

    /** Whether the attempt of the write made such a call before. It made one call at a time. */
    private boolean earlier(Call write, Predicate<Call> condition) {
        return calls.stream().anyMatch(call -> call.isOfAttempt(write) && call.precedes(write) && condition.test(call));
    }

    /*
     * An attempt owns its key from when it learns so (its begin, or a renewal of its lease, has returned) until it says
     * that it is done (it calls complete or release) or the episode ends, and with it perhaps the lease.
     */
    private void oneOwnerAtATime() {
        var claims = calls.stream()
                .filter(call -> call.started() || call.applied(RENEW))
                .sorted(Comparator.comparingLong(Call::returned))
                .toList();
        for (int i = 0; i < claims.size(); i++) {
            var owner = claims.get(i);
            long end = endOf(owner);
            for (var other : claims.subList(i + 1, claims.size())) {
                if (!other.isOfAttempt(owner) && other.episode() == owner.episode() && other.returned() < end) {
                    object("a second owner beside attempt " + owner.token(), other);
                }
            }
        }
    }

    private long endOf(Call owner) {
        return calls.stream()
                .filter(call -> call.isOfAttempt(owner) && (call.kind() == COMPLETE || call.kind() == RELEASE))
                .filter(call -> call.called() > owner.called())
                .mapToLong(Call::called)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
