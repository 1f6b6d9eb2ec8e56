package dev.holdfast.testkit;

import static dev.holdfast.testkit.Operation.LEASE;
import static dev.holdfast.testkit.Operation.RETENTION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;

/** The hooks of the store contract, and the words its tests are written in. */
abstract class StoreContractFixture {
    /** What the store's own clock may move while a test runs, where it cannot be stopped. */
    static final Duration SLACK = Duration.ofMinutes(2);

    static final Duration JUST_OVER = Duration.ofSeconds(5);

    /**
     * The store of the current test: the same one throughout the test, and without records at its start. Called from
     * any thread.
     */
    protected abstract IdempotencyStore store();

    /**
     * Makes every record in the store this much older. A store whose clock is injected moves that clock; a store that
     * goes by a clock which nobody can move (a database's) sets back the times in all its rows instead. What is written
     * afterwards is as old as it would otherwise be. Never called while a call on the store is running.
     *
     * @param duration positive, in whole seconds
     */
    protected abstract void letTimePass(Duration duration);

    /** How often each race is run. A store with a network in between has time for fewer. */
    protected int rounds() {
        return 300;
    }

    /** How many threads take part in a race, at least 2. A store that hands out connections needs as many. */
    protected int threads() {
        return 8;
    }

    /**
     * Whether the store removes expired records on its own account too, so that a purge may find fewer than have
     * expired.
     */
    protected boolean removesExpiredByItself() {
        return false;
    }

    final void letLeaseLapse() {
        letTimePass(LEASE.plus(JUST_OVER));
    }

    final void letRetentionEnd() {
        letTimePass(RETENTION.plus(JUST_OVER));
    }

    final Attempt begin(Claim claim) {
        return store().begin(claim);
    }

    final FenceToken started(Operation operation) {
        return started(operation.claim());
    }

    final FenceToken started(Claim claim) {
        return tokenOf(begin(claim));
    }

    static FenceToken tokenOf(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Started.class);
        return ((Attempt.Started) attempt).token();
    }

    /** Begins and completes, with an outcome made of the words. */
    final FenceToken completed(Operation operation, String words) {
        var token = started(operation);
        assertApplied(complete(operation, token, words));
        return token;
    }

    final FencedWrite complete(Operation operation, FenceToken token, String words) {
        return store().complete(operation.id(), token, outcome(words), RETENTION);
    }

    final FencedWrite release(Operation operation, FenceToken token) {
        return store().release(operation.id(), token);
    }

    final FencedWrite renew(Operation operation, FenceToken token) {
        return store().renew(operation.id(), token, LEASE, RETENTION);
    }

    static byte[] outcome(String words) {
        return words.getBytes(UTF_8);
    }

    static void assertApplied(FencedWrite write) {
        assertThat(write).isEqualTo(FencedWrite.APPLIED);
    }

    static void assertFencedOff(FencedWrite write) {
        assertThat(write).isEqualTo(FencedWrite.FENCED_OFF);
    }

    final void assertCompleted(Operation operation, String words) {
        assertCompleted(begin(operation.claim()), words);
    }

    static void assertCompleted(Attempt attempt, String words) {
        assertThat(attempt).isInstanceOf(Attempt.Completed.class);
        assertThat(((Attempt.Completed) attempt).outcome()).isEqualTo(outcome(words));
    }

    final void assertInFlight(Operation operation) {
        assertThat(begin(operation.claim())).isInstanceOf(Attempt.InFlight.class);
    }

    final void assertAbsent(RecordId id) {
        assertThat(store().find(id)).isEmpty();
    }

    final StoredRecord found(Operation operation) {
        return store().find(operation.id()).orElseThrow();
    }

    final void assertFound(Operation operation, StoredRecord.State state, FenceToken token) {
        var found = found(operation);
        assertThat(found.state()).isEqualTo(state);
        assertThat(found.token()).isEqualTo(token);
    }

    /** A remaining time may have run on by what the store's own clock moved. */
    static void assertRemaining(Duration actual, Duration expected) {
        assertThat(actual).isBetween(expected.minus(SLACK), expected);
    }
}
